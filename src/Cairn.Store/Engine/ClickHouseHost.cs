using System.Diagnostics;
using System.Runtime.InteropServices;
using Cairn.Processes;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Store.Engine;

/// <summary>The inside of the ClickHouse child: the process the server starts with the hidden verb <see cref="Verb"/>. Loads ClickHouse as a library
/// and runs it until stdin ends or a signal comes. See docs/operations/engines.md.</summary>
public static class ClickHouseHost
{
    public const string Verb = "engine-clickhouse";

    /// <summary>ClickHouse returned although nobody asked it to: the port or the folder was taken, the configuration refused. The reason is on stderr.</summary>
    private const int EndedByItself = 75;

    private const int Stuck = 70;

    /// <summary>A running question gets 5 s of it; the rest is for closing tables.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs the host when the arguments ask for it. To be called before anything else in <c>Main</c>: the host must not load the web stack.</summary>
    public static bool TryRun(string[] args, out int exitCode)
    {
        exitCode = args is [Verb, .. var rest] ? Run(rest) : 0;
        return args is [Verb, ..];
    }

    /// <param name="args">libchdb.so, the engine's folder (see <see cref="ClickHouseFiles"/>), the HTTP port (0: any free one).</param>
    /// <returns>0 after a wished end; else <see cref="EndedByItself"/>. Never returns when stuck: exits with 70.</returns>
    public static int Run(string[] args)
    {
        if (args is not [var library, var folder, var port])
        {
            Console.Error.WriteLine($"Usage: cairn {Verb} LIBRARY FOLDER PORT. Started by Cairn itself.");
            return 64;
        }

        var files = new ClickHouseFiles(folder);
        // SYSTEM SHUTDOWN and SYSTEM KILL signal the whole process group: have one of our own.
        Posix.StartSession();
        using var stop = StopRequest.Listen(new SafeFileHandle(Libc.DuplicateAway(0), ownsHandle: true));
        var terminal = PseudoTerminal.OnStandardInput();
        // Its answers and prompts are for nobody.
        Libc.Redirect(1, "/dev/null");
        var (readEnd, writeEnd) = Libc.Pipe();
        var task = "";
        // 16 MB: ClickHouse checks the stack it runs on and recurses deeply in parsers.
        var engine = new Thread(
            () =>
            {
                task = $"/proc/self/task/{Libc.ThreadId()}";
                RunEngine(library, files, port, readEnd);
            },
            16 << 20
        );
        engine.Start();
        new Thread(() => EndWhenAsked(stop, writeEnd, terminal, engine)) { IsBackground = true }.Start();
        engine.Join();
        // ClickHouse closes its folder in destructors that run after .NET takes the thread for ended.
        if (!EndsWithin(_patience, () => !Directory.Exists(task)))
            Libc.ExitNow(Stuck);
        // At once: static destructors of a library this size are not worth waiting for.
        Libc.ExitNow(stop.IsAsked ? 0 : EndedByItself);
        return EndedByItself;
    }

    /// <summary>The keep-alive query ends when its pipe is closed; then ClickHouse sits at its prompt until it sees Ctrl-D.</summary>
    private static void EndWhenAsked(StopRequest stop, int keepAlive, PseudoTerminal terminal, Thread engine)
    {
        stop.Wait();
        _ = Libc.Close(keepAlive);
        if (EndsWithin(_patience, () => terminal.WriteEndOfTransmission() && engine.Join(50)))
            return;
        Console.Error.WriteLine($"ClickHouse did not end within {_patience.TotalSeconds} s.");
        Libc.ExitNow(Stuck);
    }

    private static bool EndsWithin(TimeSpan patience, Func<bool> isEnded)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < patience; Thread.Sleep(5))
            if (isEnded())
                return true;
        return false;
    }

    private static unsafe void RunEngine(string library, ClickHouseFiles files, string port, int keepAlive)
    {
        var handle = NativeLibrary.Load(library);
        // Else a NullReferenceException in managed code, which .NET turns into an exception from SIGSEGV, kills or hangs the process.
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(handle, "chdb_set_signal_handlers_enabled"))(0);
        Landlock.Restrict(ClickHouseReach.Of(files, library), line => Console.Error.WriteLine(line));

        string[] arguments =
        [
            "clickhouse",
            "--config-file=" + files.ConfigXml,
            "--path=" + files.Data,
            "--listen_host=127.0.0.1",
            "--http_port=" + port,
            // Interactive, on a terminal: otherwise one malformed request ends the process (see PseudoTerminal).
            "--interactive",
            "--disable_suggestion",
            "--history_file=/dev/null",
            "--progress=off",
            // The second query blocks in read(2) until the write end is closed.
            $"--query=SYSTEM START LISTEN HTTP; SELECT count() FROM file('/dev/fd/{keepAlive}', 'LineAsString', 'line String') FORMAT Null",
        ];
        var native = new IntPtr[arguments.Length + 1];
        for (var i = 0; i < arguments.Length; i++)
            native[i] = Marshal.StringToCoTaskMemUTF8(arguments[i]);
        fixed (IntPtr* argv = native)
            _ = ((delegate* unmanaged<int, IntPtr*, IntPtr>)NativeLibrary.GetExport(handle, "query_stable_v2"))(arguments.Length, argv);
    }
}
