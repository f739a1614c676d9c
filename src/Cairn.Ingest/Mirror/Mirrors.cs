using System.Collections.Concurrent;
using Cairn.Events;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Steps;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.Ingest.Mirror;

/// <summary>Sends what projects receive to their old vendors as well. In memory and bounded; the client that sent it waits for none of it. A project that mirrors nothing costs one
/// look-up per request.</summary>
/// <remarks>Nothing is written to disk, so what waits at a crash is lost to the vendor, and only to it. A project's requests go out in parallel: their order may change.</remarks>
public sealed partial class Mirrors : IHostedService, IDisposable
{
    private readonly FindMirror _find;
    private readonly IngestSteps _steps;
    private readonly MirrorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Mirrors> _log;
    private readonly SendToVendor _send;
    private readonly ConcurrentDictionary<ProjectId, MirrorLine> _lines = [];
    private readonly ConcurrentDictionary<Task, bool> _pumps = [];
    private readonly CancellationTokenSource _stopping = new();
    private long _bytes;

    public Mirrors(
        FindMirror find,
        IngestSteps steps,
        AcceptedEvents accepted,
        MirrorOptions options,
        TimeProvider time,
        ILogger<Mirrors> log
    )
    {
        (_find, _steps, _options, _time, _log) = (find, steps, options, time, log);
        _send = new SendToVendor(options, time);
        accepted.Forward = Offer;
        IngestMetrics.ObserveMirrors(() => _lines.Values.Sum(line => (long)line.Counts.Waiting));
    }

    /// <summary>The wire formats whose requests can be sent on.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. FormatRoutes.All.Select(f => f.Name)];

    public MirrorCounts CountsOf(ProjectId project) =>
        _lines.TryGetValue(project, out var line) ? line.Counts : new MirrorCounts(0, 0, 0, 0, null, null);

    /// <summary>A request in a vendor's format was taken. About 1 µs where it is mirrored; the body is kept as it came and not copied.</summary>
    internal void Offer(HttpRequest request, ProjectId project, string format, ReadOnlyMemory<byte> body, string? named, bool isSite)
    {
        if (
            _find(project) is not { IsForwarding: false } target
            || (target.Format is { } wanted && wanted != format)
            || IsMirrored(request)
        )
            return;
        Add(project, new WaitingRequest(MirroredRequest.Of(request, format, body, named, isSite)));
    }

    /// <summary>Throws away what waits: after an erasure, or when the project is deleted.</summary>
    public void Forget(ProjectId project)
    {
        if (!_lines.TryGetValue(project, out var line))
            return;
        var (requests, bytes) = line.Clear();
        Interlocked.Add(ref _bytes, -bytes);
        IngestMetrics.Mirrored("dropped", requests);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits a short while for what is still to be sent.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(_pumps.Keys);
        await Task.WhenAny(all, Task.Delay(_options.DrainTime, _time, cancellationToken));
        await _stopping.CancelAsync();
        await all.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _send.Dispose();
    }

    internal static bool IsMirrored(HttpRequest request) => request.Headers.ContainsKey(MirroredRequest.Mark);

    /// <summary>Parts of events that became whole together may be several projects'.</summary>
    private void Offer(IReadOnlyList<Event> events)
    {
        foreach (var (project, some) in events.GroupBy(e => e.Project).Select(g => (g.Key, g)))
            if (_find(project) is { IsForwarding: true })
                Add(project, new WaitingEvents([.. some]));
    }

    private void Add(ProjectId project, Waiting waiting)
    {
        var line = _lines.GetOrAdd(project, _ => new MirrorLine(_time));
        if (_stopping.IsCancellationRequested || Interlocked.Add(ref _bytes, waiting.Bytes) > _options.MostBytesOfAll)
        {
            Interlocked.Add(ref _bytes, -waiting.Bytes);
            Drop(line, 1);
            return;
        }

        if (!line.TryAdd(waiting, _options, out var needsPump))
        {
            Interlocked.Add(ref _bytes, -waiting.Bytes);
            Drop(line, 1);
        }
        else if (needsPump)
        {
            var pump = Task.Run(() => PumpAsync(project, line), CancellationToken.None);
            _pumps[pump] = true;
            _ = pump.ContinueWith(
                t => _pumps.TryRemove(t, out _),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        }
    }

    private async Task PumpAsync(ProjectId project, MirrorLine line)
    {
        while (line.Take() is { Count: > 0 } taken)
        {
            Interlocked.Add(ref _bytes, -taken.Sum(w => (long)w.Bytes));
            try
            {
                await SendAsync(project, line, taken);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                Drop(line, taken.Count);
            }
#pragma warning disable CA1031 // One request that cannot be rewritten must not end the sending of all others.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Fail(project, line, taken.Count, $"The request could not be made: {e.GetType().Name}.");
            }
        }
    }

    private async Task SendAsync(ProjectId project, MirrorLine line, IReadOnlyList<Waiting> taken)
    {
        _stopping.Token.ThrowIfCancellationRequested();
        // Turned off, or set to something else, while this waited.
        if (_find(project) is not { } target || target.IsForwarding != taken[0] is WaitingEvents)
        {
            Drop(line, taken.Count);
            return;
        }

        var (message, fault) = taken[0] is WaitingRequest { Request: var request }
            ? VendorMessage.Of(target, request, (name, text) => _steps.RedactValue(project, name, text))
            : (VendorMessage.Of(target, taken.Cast<WaitingEvents>().SelectMany(w => w.Events)), null);
        fault ??= await _send.RunAsync(message!, _stopping.Token);
        if (fault is not null)
        {
            Fail(project, line, taken.Count, fault);
            return;
        }

        line.Sent(taken.Count);
        IngestMetrics.Mirrored("sent", taken.Count);
    }

    private void Fail(ProjectId project, MirrorLine line, int requests, string fault)
    {
        // Once per kind of trouble, not once per request.
        if (line.Counts.LastFailure != fault)
            LogFailed(_log, project, fault);
        line.Failed(requests, fault);
        IngestMetrics.Mirrored("failed", requests);
    }

    private static void Drop(MirrorLine line, int requests)
    {
        line.Dropped(requests);
        IngestMetrics.Mirrored("dropped", requests);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Project {Project}: the old vendor did not take what was mirrored to it. {Reason}")]
    private static partial void LogFailed(ILogger logger, ProjectId project, string reason);
}
