using System.Collections.Concurrent;
using System.Globalization;

namespace Cairn.Testing;

/// <summary>Temporary folders of this test process. Those of processes that are gone (killed, crashed) are removed by the next one.</summary>
public static class TestFolder
{
    private static readonly string _root = Path.Combine(Path.GetTempPath(), "cairn-tests");
    private static readonly string _own = Path.Combine(_root, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    private static readonly ConcurrentBag<Func<Task>> _stops = [];
    private static int _count;

    static TestFolder()
    {
        Directory.CreateDirectory(_root);
        foreach (var folder in Directory.EnumerateDirectories(_root))
            if (!Directory.Exists(Path.Combine("/proc", Path.GetFileName(folder))))
                Delete(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    /// <summary>Runs <paramref name="stop"/> before the folders are deleted, for whatever still writes to them.</summary>
    public static void AtExit(Func<Task> stop) => _stops.Add(stop);

    /// <summary>A new, empty folder with a short path; gone when the test process ends.</summary>
    public static string Create(string name = "t") =>
        Directory.CreateDirectory(Path.Combine(_own, name + Interlocked.Increment(ref _count))).FullName;

    private static void End()
    {
        Task.WaitAll([.. _stops.Select(stop => stop())], TimeSpan.FromSeconds(10));
        Delete(_own);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // An engine of it is still on its way out; the next test process removes the rest.
        }
    }
}
