using System.Runtime.InteropServices;

namespace Cairn.Store.Engine;

/// <summary>The files ClickHouse needs. SQL can read any file the process can: <c>SELECT file('/etc/passwd')</c> needs no grant, so the process
/// itself is fenced in.</summary>
internal static class ClickHouseReach
{
    public static IEnumerable<Reach> Of(ClickHouseFiles files, string library)
    {
        string[] written = [files.Data, files.Log, files.Backups, "/dev/null"];
        string[] read =
        [
            files.Config,
            Path.GetDirectoryName(Resolve(library))!,
            AppContext.BaseDirectory,
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
            "/lib",
            "/lib64",
            "/usr/lib",
            "/usr/share/zoneinfo",
            "/etc/localtime",
            "/etc/hosts",
            "/etc/resolv.conf",
            "/etc/nsswitch.conf",
            "/sys/fs/cgroup",
            "/sys/devices/system/cpu",
            "/proc/meminfo",
            "/proc/cpuinfo",
            "/proc/stat",
            // Of its own threads it reads schedstat for each query; denied, it logs a stack trace each time.
            .. ((string[])["statm", "status", "stat", "cgroup", "mountinfo", "task"]).Select(name =>
                $"/proc/{Environment.ProcessId}/{name}"
            ),
        ];
        return [.. written.Select(p => new Reach(p, IsWritable: true)), .. read.Select(p => new Reach(p, IsWritable: false))];
    }

    private static string Resolve(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
