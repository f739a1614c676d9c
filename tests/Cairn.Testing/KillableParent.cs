using System.Diagnostics;
using System.Globalization;
using Cairn.Processes;
using Cairn.Store.ClickHouse;

namespace Cairn.Testing;

/// <summary>A process of its own with both engines as its children, as the server has them, to be killed.</summary>
public sealed class KillableParent : IDisposable
{
    private readonly Process _process;

    private KillableParent(Process process, string[] facts)
    {
        _process = process;
        ClickHouse = int.Parse(facts[0], CultureInfo.InvariantCulture);
        PostgresHost = int.Parse(facts[1], CultureInfo.InvariantCulture);
        Address = new ClickHouseAddress(new Uri(facts[2]), facts[3], facts[4], "cairn");
    }

    /// <summary>The process id of the ClickHouse child.</summary>
    public int ClickHouse { get; }

    /// <summary>The process id of the host that holds postgres.</summary>
    public int PostgresHost { get; }

    public ClickHouseAddress Address { get; }

    /// <summary>Returns when both engines answer.</summary>
    public static async Task<KillableParent> StartAsync(string folder)
    {
        var info = TestEngines.Host.StartInfo(ParentProcess.Verb, [folder]);
        info.RedirectStandardOutput = true;
        info.Environment[EnginesFolder.Variable] = EnginesFolder.Find();
        var process = Process.Start(info)!;
        process.BeginErrorReadLine();
        var line =
            await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The parent ended before it was ready.");
        return new KillableParent(process, line.Split(' '));
    }

    /// <summary>kill -9, of this process alone; returns when it is gone.</summary>
    public void Kill()
    {
        Posix.Signal(_process.Id, Posix.KillNow);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
