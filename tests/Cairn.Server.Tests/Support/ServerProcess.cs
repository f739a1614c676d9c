using System.Diagnostics;
using Cairn.Processes;
using Cairn.Testing;

namespace Cairn.Server.Tests.Support;

/// <summary>The real executable with embedded engines, as an operator starts it: environment in, stdout and exit code out.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _isDisposed;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <param name="environment">On top of a data folder of its own and a free port; null takes a variable away.</param>
    public static ServerProcess Start(params (string Name, string? Value)[] environment)
    {
        var own = HostCommand.ForAssembly(Path.Combine(AppContext.BaseDirectory, "cairn.dll"));
        var start = new ProcessStartInfo(own.FileName, own.Prefix)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CAIRN_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["CAIRN_DATA"] = TestFolder.Create("process");
        start.Environment["CAIRN_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Reads stdout up to the first line that holds <paramref name="text"/>; null when it ends before.</summary>
    public async Task<string?> LineAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
        return null;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var rest = _process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = await _process.StandardError.ReadToEndAsync(patience.Token);
        await rest;
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, error);
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
