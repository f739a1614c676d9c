using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Store.ClickHouse;

namespace Cairn.Server.Ingesting;

/// <summary>What came of sending a dead letter to the store again.</summary>
internal abstract record Replay
{
    private Replay() { }

    /// <summary>There is no such letter, or no more.</summary>
    public sealed record Unknown : Replay;

    /// <summary>The event is stored, and the letter is gone.</summary>
    public sealed record Stored : Replay;

    /// <summary>The store refused the event again: a new letter is in place of the old one.</summary>
    public sealed record RefusedAgain(DeadLetter Letter) : Replay;
}

/// <summary>Sends a dead letter's event through the spool again. One at a time: two that look for the same event at once would both miss it and store
/// it twice.</summary>
internal sealed class ReplayDeadLetter(DeadLetters letters, EventSpool spool, SpoolDrain drain, ClickHouseClient client) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the store, so it takes as long as the store is behind.</summary>
    public async Task<Replay> RunAsync(ProjectId project, ulong sequence, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (letters.Find(sequence) is not { } letter || letter.Event.ProjectId != project.Value)
                return new Replay.Unknown();
            var refused = await SendAsync(DeadLetters.ToEvent(letter), cancellationToken);
            letters.Remove(sequence);
            return refused is null ? new Replay.Stored() : new Replay.RefusedAgain(refused);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>The new letter; null when the event is stored.</returns>
    private async Task<DeadLetter?> SendAsync(Event e, CancellationToken cancellationToken)
    {
        // A crash may have come between an earlier replay's append and the letter's removal: what was appended then is stored by now, or waits.
        await drain.WaitUntilDrainedAsync(cancellationToken);
        var stored = await client.QueryAsync(
            $"SELECT count() FROM events WHERE project_id = {e.Project} AND event_id = {e.Id}",
            QueryLimits.Interactive,
            cancellationToken
        );
        if (stored[0].Int64(0) > 0)
            return null;
        var again = (await spool.AppendAsync([e], skipRepeatCheck: true)).FirstSequence;
        await drain.WaitUntilDrainedAsync(cancellationToken);
        return letters.Find(again);
    }

    public void Dispose() => _turn.Dispose();
}
