using System.Diagnostics;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Spool;

/// <summary>A file system of a few hundred kilobytes, mounted where only one child process sees it; this process reaches it through that child. Needs no
/// rights but user namespaces.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Process _holder;

    public SmallDisk(int kilobytes)
    {
        var folder = TestFolder.Create("disk");
        _holder = Process.Start(
            new ProcessStartInfo(
                "unshare",
                ["-Urm", "sh", "-c", $"mount -t tmpfs -o size={kilobytes}k cairn {folder} && echo mounted && exec cat"]
            )
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        _holder.StandardOutput.ReadLine().ShouldBe("mounted");
        Folder = $"/proc/{_holder.Id}/root{folder}";
    }

    public string Folder { get; }

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
    }
}
