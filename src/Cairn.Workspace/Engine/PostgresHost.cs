using System.Diagnostics;
using Cairn.Processes;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Workspace.Engine;

/// <summary>The inside of the PostgreSQL child: a process the server starts with the hidden verb <see cref="Verb"/>, which holds the postgres process
/// and ends it when its own stdin ends, i.e. also when the server was killed. PostgreSQL itself does not watch its parent.</summary>
public static class PostgresHost
{
    public const string Verb = "engine-postgres";

    private const int EndedByItself = 75;

    private static readonly TimeSpan _fast = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _immediate = TimeSpan.FromSeconds(5);

    /// <summary>Runs the host when the arguments ask for it. To be called before anything else in <c>Main</c>.</summary>
    public static bool TryRun(string[] args, out int exitCode)
    {
        exitCode = args is [Verb, .. var rest] ? Run(rest) : 0;
        return args is [Verb, ..];
    }

    /// <param name="args">The command to run, as one word per argument.</param>
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine($"Usage: cairn {Verb} COMMAND ARGUMENT… Started by Cairn itself.");
            return 64;
        }

        Posix.StartSession();
        using var stop = StopRequest.Listen(new SafeFileHandle(0, ownsHandle: false));
        var info = new ProcessStartInfo(args[0]) { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var argument in args.AsSpan(1))
            info.ArgumentList.Add(argument);
        // On this thread, which lives as long as the process: the death signal set by PostgresCommand is bound to it.
        using var postgres = Process.Start(info)!;
        postgres.StandardInput.Close();
        postgres.EnableRaisingEvents = true;
        postgres.Exited += (_, _) => stop.Ask();
        if (postgres.HasExited)
            return EndedByItself;
        stop.Wait();
        if (postgres.HasExited)
            return EndedByItself;
        // Fast: open transactions are rolled back, data is written out.
        Posix.Signal(postgres.Id, Posix.Interrupt);
        if (postgres.WaitForExit(_fast))
            return 0;
        // Immediate: recovery from the log at the next start.
        Posix.Signal(postgres.Id, Posix.Quit);
        if (!postgres.WaitForExit(_immediate))
            postgres.Kill(entireProcessTree: true);
        return 0;
    }
}
