using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Cairn.Harness;

/// <summary>The server did not come up; the message holds what it said last.</summary>
public sealed class ServerStartException(string message) : Exception(message);

/// <summary>A running Cairn: the released program as a process of its own, with a data folder, an owner, a project and keys. Listens on a free
/// port of 127.0.0.1.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    public const string Slug = "harness";
    public const string WriteKey = "cwk_harness_0123456789abcdef";
    public const string ApiKey = "csk_harness_0123456789abcdef0123456789abcdef";

    private const int SigTerm = 15;
    private static readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, string folder)
    {
        _process = process;
        Folder = folder;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _address.TrySetException(new ServerStartException($"The server ended with {ExitCode()}:\n{Said}"));
    }

    /// <summary>The data folder; stays when the process goes.</summary>
    public string Folder { get; }

    public int Id => _process.Id;

    /// <summary>Where it listens; another port after every start.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>From starting the process to the first green <c>/readyz</c>.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>The last 20,000 characters it wrote, for messages about failures.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Starts it and waits until <c>/readyz</c> is green.</summary>
    /// <param name="folder">The data folder; may hold data from before.</param>
    /// <param name="environment">Further variables.</param>
    /// <exception cref="ServerStartException">It ended, or was not ready in time.</exception>
    public static async Task<ServerProcess> StartAsync(
        string folder,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var started = Stopwatch.GetTimestamp();
        var info = StartInfo(folder);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        var server = new ServerProcess(new Process { StartInfo = info }, folder);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            server.Url = await server._address.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
            await server.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
        catch (Exception exception) when (exception is not ServerStartException)
        {
            await server.KillAsync();
            throw new ServerStartException($"{exception.Message}\n{server.Said}");
        }
        server.TimeToReady = Stopwatch.GetElapsedTime(started);
        return server;
    }

    /// <summary>Waits until <c>/readyz</c> answers 200.</summary>
    public async Task WaitUntilReadyAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        string last;
        do
        {
            last = await AskReadyAsync(cancellationToken);
            if (last.Length == 0)
                return;
            await Task.Delay(20, cancellationToken);
        } while (Stopwatch.GetTimestamp() < deadline && !_process.HasExited);
        throw new ServerStartException($"Not ready within {limit.TotalSeconds:0} s: {last}\n{Said}");
    }

    /// <summary>Asks it to stop and waits; kills it after half a minute. Returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
            Signal(_process.Id, SigTerm);
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
        return _process.ExitCode;
    }

    /// <summary>SIGKILL to the server alone; its engines notice and go by themselves. Returns when it and they are gone.</summary>
    public async Task KillAsync()
    {
        var engines = ProcessTree.Below(_process.Id);
        ProcessTree.Kill(_process.Id);
        await _process.WaitForExitAsync(CancellationToken.None);
        await ProcessTree.WaitUntilGoneAsync(engines, TimeSpan.FromSeconds(40));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string folder)
    {
        var info = new ProcessStartInfo(ServerProgram.Path)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (
            var name in info
                .Environment.Keys.Where(name =>
                    name.StartsWith("CAIRN_", StringComparison.Ordinal) && name is not ("CAIRN_ENGINES" or "CAIRN_TEST_RUN")
                )
                .ToList()
        )
            info.Environment.Remove(name);
        info.Environment["CAIRN_DATA"] = folder;
        info.Environment["CAIRN_URLS"] = "http://127.0.0.1:0";
        info.Environment["CAIRN_OWNER_EMAIL"] = "owner@example.com";
        info.Environment["CAIRN_OWNER_PASSWORD"] = "a-long-password-for-the-harness";
        info.Environment["CAIRN_PROJECT"] = Slug;
        info.Environment["CAIRN_WRITE_KEY"] = WriteKey;
        info.Environment["CAIRN_API_KEY"] = ApiKey;
        return info;
    }

    private async Task<string> AskReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Url, "/readyz"), cancellationToken);
            return answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        const string Greeting = "Cairn is at ";
        if (
            line.StartsWith(Greeting, StringComparison.Ordinal)
            && Uri.TryCreate(line[Greeting.Length..].Trim(), UriKind.Absolute, out var url)
        )
            _address.TrySetResult(url);
        lock (_said)
        {
            _said.AppendLine(line);
            if (_said.Length > 20_000)
                _said.Remove(0, _said.Length - 20_000);
        }
    }

    private string ExitCode() => _process.HasExited ? _process.ExitCode.ToString() : "?";

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
