using System.Diagnostics;

namespace Cairn.Workspace.Engine;

/// <summary>The command lines of PostgreSQL's programs.</summary>
internal static class PostgresCommand
{
    /// <summary>PostgreSQL refuses to be root: in a user namespace of its own, root is nobody and still owns its files.</summary>
    private static readonly string[] _asNobody = ["unshare", "-U", "--map-user=65534", "--map-group=65534", "--"];

    /// <summary>When the host dies by kill -9, the kernel asks postgres for a fast shutdown. Inside the namespace: entering one clears the wish.</summary>
    private static readonly string[] _dieWithHost = ["setpriv", "--pdeathsig", "INT", "--"];

    /// <summary>Small: a few hundred rows of accounts and settings, a handful of connections. About 60 MB.</summary>
    private static readonly string[] _settings =
    [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "shared_buffers=32MB",
        "work_mem=4MB",
        "maintenance_work_mem=32MB",
        "effective_cache_size=128MB",
        "max_connections=50",
        "superuser_reserved_connections=3",
        "max_worker_processes=2",
        "max_parallel_workers=0",
        "max_parallel_workers_per_gather=0",
        "autovacuum_max_workers=1",
        "autovacuum_worker_slots=2",
        "max_logical_replication_workers=0",
        "wal_level=minimal",
        "max_wal_senders=0",
        "min_wal_size=32MB",
        "max_wal_size=256MB",
        // A log file that is done with is deleted, not written over one day: nothing erased stays in it.
        "wal_recycle=off",
        "io_method=sync",
        "jit=off",
        "huge_pages=off",
        "bgwriter_delay=1s",
        "logging_collector=off",
        "log_min_messages=warning",
        "timezone=UTC",
        "log_timezone=UTC",
    ];

    public static string[] InitDb(PostgresPackage package, string folder, string user) =>
        [
            .. AsOrdinaryUser,
            package.InitDb,
            "--pgdata=" + folder,
            "--username=" + user,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
        ];

    /// <param name="diesWithParent">Only for a parent that starts it on a thread that lives as long as itself: the kernel watches the thread.</param>
    public static string[] Postgres(PostgresPackage package, string data, string socketFolder, bool diesWithParent) =>
        [
            .. AsOrdinaryUser,
            .. diesWithParent && File.Exists("/usr/bin/setpriv") ? _dieWithHost : [],
            package.Postgres,
            "-D",
            data,
            "-k",
            socketFolder,
            .. _settings.SelectMany(setting => (string[])["-c", setting]),
        ];

    /// <exception cref="InvalidOperationException">We are root, and user namespaces are forbidden here.</exception>
    public static void CheckUser()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        var (code, output) = Run([.. _asNobody, "true"], libraries: null);
        if (code != 0)
            throw new InvalidOperationException(
                "PostgreSQL refuses to run as root, and this system does not allow it a user namespace of its own "
                    + $"({output.Trim()}). Run Cairn as an ordinary user, or set CAIRN_POSTGRES."
            );
    }

    /// <summary>Runs a command to its end.</summary>
    public static (int ExitCode, string Output) Run(string[] command, string? libraries)
    {
        var info = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in command.AsSpan(1))
            info.ArgumentList.Add(argument);
        if (libraries is not null)
            info.Environment["LD_LIBRARY_PATH"] = libraries;
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors + output.Result);
    }

    private static string[] AsOrdinaryUser => Environment.IsPrivilegedProcess ? _asNobody : [];
}
