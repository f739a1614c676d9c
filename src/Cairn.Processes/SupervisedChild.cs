using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Cairn.Processes;

/// <summary>What a kind of child needs its supervisor to know.</summary>
/// <param name="Name">For people, e.g. ClickHouse.</param>
/// <param name="Prepare">Makes everything ready for one start (files, passwords) and says how to start.</param>
/// <param name="Probe">Asks the started process whether it answers; throws, or returns why it does not, or null when it does. Called until it is
/// ready, and every few seconds from then on.</param>
/// <param name="Ready">Called once per start, when it answered first.</param>
public sealed record ChildRecipe(
    string Name,
    Func<CancellationToken, Task<ProcessStartInfo>> Prepare,
    Func<Process, CancellationToken, Task<string?>> Probe,
    Func<CancellationToken, Task>? Ready = null
)
{
    /// <summary>A start that takes longer is given up, and an engine that was ready but does not answer for so long is started anew.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two probes of a ready child.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request to stop to kill -9.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(35);
}

/// <summary>Keeps one child process running: starts it, waits until it answers, starts it again with <see cref="Backoff"/> when it dies or wedges, and
/// stops it by closing its stdin. Kills only processes it started itself.</summary>
public sealed partial class SupervisedChild(ChildRecipe recipe, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Backoff _backoff = new();
    private readonly StderrTail _stderr = new(lines: 40);
    private readonly ReadyGate _ready = new();
    private Process? _process;
    private Task _running = Task.CompletedTask;
    private volatile string? _lastError;
    private volatile string? _probeFault;
    private int _starts;

    public EngineStatus Status
    {
        get
        {
            var id = ProcessId;
            var bytes = id is null ? null : ProcessFacts.ResidentBytesOfTree(id.Value);
            return new EngineStatus(IsReady, id, Math.Max(0, _starts - 1), bytes, _lastError ?? _probeFault);
        }
    }

    public bool IsReady => _ready.IsOpen;

    /// <summary>Returns when the child answers; throws when cancelled before.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    public int? ProcessId
    {
        get
        {
            var process = Volatile.Read(ref _process);
            try
            {
                return process is { HasExited: false } ? process.Id : null;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>Starts supervising; does not wait for the child.</summary>
    public void Start() => _running = Task.Run(() => SuperviseAsync(_stopping.Token), CancellationToken.None);

    /// <summary>Asks the child to end, waits for it, and kills it when it takes longer than the recipe allows.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await RunOnceAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            // Whatever goes wrong with one start (no such file, folder in use, refused) is told, and tried again.
            catch (Exception e)
            {
                _lastError = e.Message;
            }
            finally
            {
                _ready.Close();
                _probeFault = null;
            }

            if (stop.IsCancellationRequested)
                return;
            var wait = _backoff.Next(time.GetElapsedTime(started));
            LogDied(recipe.Name, _lastError, wait.TotalSeconds);
            try
            {
                await Task.Delay(wait, time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task RunOnceAsync(CancellationToken stop)
    {
        var info = await recipe.Prepare(stop);
        var started = time.GetTimestamp();
        _stderr.Clear();
        using var process = new Process { StartInfo = info };
        process.ErrorDataReceived += (_, line) => _stderr.Add(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        Interlocked.Increment(ref _starts);
        Volatile.Write(ref _process, process);
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var exit = process.WaitForExitAsync(CancellationToken.None);
            _ = exit.ContinueWith(
                _ => Cancel(ended),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
            var fault = await WatchAsync(process, started, ended.Token);
            if (!exit.IsCompleted)
                await EndAsync(process, exit);
            if (!stop.IsCancellationRequested)
                _lastError = $"{fault ?? $"It ended with exit code {process.ExitCode}."} {_stderr.Text}".Trim();
        }
        finally
        {
            Volatile.Write(ref _process, null);
        }

        static void Cancel(CancellationTokenSource source)
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The watch ended first.
            }
        }
    }

    /// <summary>Probes until the child ends or wedges. Returns what is wrong with it; null when it ended or is to stop.</summary>
    private async Task<string?> WatchAsync(Process process, long started, CancellationToken ended)
    {
        var answered = started;
        var wasReady = false;
        while (!ended.IsCancellationRequested)
        {
            try
            {
                var fault = await ProbeAsync(process, ended);
                if (fault is null)
                {
                    if (!wasReady)
                    {
                        if (recipe.Ready is not null)
                            await recipe.Ready(ended);
                        LogReady(recipe.Name, process.Id, time.GetElapsedTime(started).TotalMilliseconds);
                    }

                    answered = time.GetTimestamp();
                    wasReady = true;
                    _probeFault = null;
                    _ready.Open();
                }
                else if (time.GetElapsedTime(answered) > recipe.Patience)
                {
                    return $"It did not answer for {recipe.Patience.TotalSeconds:0} s and was ended: {fault}";
                }
                else
                {
                    _ready.Close();
                    _probeFault = fault;
                }

                await Task.Delay(wasReady ? recipe.ProbeEvery : TimeSpan.FromMilliseconds(10), time, ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }

    private async Task<string?> ProbeAsync(Process process, CancellationToken ended)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            return await recipe.Probe(process, limit.Token);
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    private async Task EndAsync(Process process, Task exit)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(recipe.StopWithin, time);
        try
        {
            await exit.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            LogKilled(recipe.Name, process.Id);
            process.Kill(entireProcessTree: true);
            await exit;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Engine} runs as process {ProcessId}, ready after {Milliseconds:0} ms.")]
    private partial void LogReady(string engine, int processId, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Engine} is not running: {Reason} It is started again in {Seconds} s.")]
    private partial void LogDied(string engine, string? reason, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Engine} (process {ProcessId}) did not stop in time and was killed.")]
    private partial void LogKilled(string engine, int processId);
}
