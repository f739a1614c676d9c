using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest;
using Cairn.Ingest.Import;
using Cairn.Ingest.Sealing;
using Cairn.Ingest.Spool;
using Cairn.Ingest.Steps;
using Cairn.Sample;

namespace Cairn.Server.Samples;

/// <summary>Sends an invented product's history through the same steps and the same spool as events of clients, one project after the other.</summary>
internal sealed partial class LoadSamples(
    SampleLoads loads,
    IngestSteps steps,
    HandOver handOver,
    SpoolDrain drain,
    FindStoredEvents findStored,
    TimeProvider time,
    ILogger<LoadSamples> log
) : BackgroundService
{
    private const int Days = 90;
    private const int BatchEvents = 2_000;

    private static readonly TimeSpan _again = TimeSpan.FromSeconds(1);

    /// <summary>Whoever waits for the numbers does not wait for ever when others keep the store busy.</summary>
    private static readonly TimeSpan _mostWait = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var project in loads.Waiting.ReadAllAsync(stoppingToken))
        {
            if (loads.Find(project) is not { IsOver: false } load)
                continue;
            try
            {
                load = await RunAsync(load, stoppingToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                load = (loads.Find(project) ?? load) with { State = SampleState.Failed, Error = e.Message };
            }

            if (loads.Find(project) is null)
                continue; // deleted meanwhile
            loads.Update(load with { FinishedAt = time.GetUtcNow() });
            LogOver(log, project.Value, load.State, load.Sent);
        }
    }

    private async Task<SampleLoad> RunAsync(SampleLoad load, CancellationToken cancellationToken)
    {
        load = load with { State = SampleState.Running, Sent = 0, Duplicates = 0 };
        var history = new SampleHistory(
            new SampleOptions
            {
                Events = load.Total,
                Days = Days,
                End = load.End,
            }
        );
        foreach (var batch in Read(history, load).Chunk(BatchEvents))
        {
            if (loads.IsCancelled(load.ProjectId))
                return load with { State = SampleState.Cancelled };
            var fresh = await AppendAsync(load.ProjectId, batch, cancellationToken);
            load = load with { Sent = load.Sent + batch.Length, Duplicates = load.Duplicates + batch.Length - fresh };
            if (loads.Find(load.ProjectId) is not null)
                loads.Update(load);
        }

        await StoredAsync(cancellationToken);
        return load with { State = loads.IsCancelled(load.ProjectId) ? SampleState.Cancelled : SampleState.Done };
    }

    /// <summary>The history's events, ready for the spool.</summary>
    private IEnumerable<Event> Read(SampleHistory history, SampleLoad load)
    {
        var started = new DateTimeOffset(load.StartedAt.UtcTicks - (load.StartedAt.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var facts = new RequestFacts(load.ProjectId, started, SentAt: null, UserAgent: null, Address: null);
        foreach (var session in history.Sessions())
        foreach (var slice in session.Events)
        {
            using var json = JsonDocument.Parse(session.Memory(slice.Line).ToArray());
            if (steps.Run(json.RootElement, facts).Event is { } e)
                yield return e;
        }
    }

    /// <summary>Waits for as long as the disk or the store is away.</summary>
    /// <returns>How many were new.</returns>
    private async Task<int> AppendAsync(ProjectId project, IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var stored = await findStored(project, events, cancellationToken);
                Event[] fresh = [.. events.Where(e => !stored.Contains(e.Id))];
                return fresh.Length == 0
                    ? 0
                    : (await handOver.RunAsync(project, fresh, cancellationToken)).Appended.IsRepeat.Count(isRepeat => !isRepeat);
            }
            catch (Exception e) when (e is SpoolUnavailableException or SinkUnavailableException or PersonKeysUnavailableException)
            {
                await Task.Delay(_again, time, cancellationToken);
            }
        }
    }

    /// <summary>Done is when the numbers are there.</summary>
    private async Task StoredAsync(CancellationToken cancellationToken)
    {
        try
        {
            await drain.WaitUntilDrainedAsync(cancellationToken).WaitAsync(_mostWait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // They are durable, and stored in their turn.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sample data for project {Project} is over ({State}): {Sent} events.")]
    private static partial void LogOver(ILogger logger, uint project, SampleState state, long sent);
}
