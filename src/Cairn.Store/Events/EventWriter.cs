using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Store.Events;

/// <summary>Takes batches of the log into the store: identities first, then what is said of persons and groups, then the events themselves with the
/// persons known by then. Everything but the last may be done twice without harm; the last is told by sequences.</summary>
public sealed class EventWriter(ClickHouseClient client, Identities identities, DataVersions? versions = null)
{
    private readonly EventInsert _events = new(client);
    private readonly PersonPropertyInsert _persons = new(client);
    private readonly StoredSequences _stored = new(client);

    /// <summary>Held while a batch is written: whoever must see the tables stand still takes it, for a moment.</summary>
    public SemaphoreSlim Writing { get; } = new(1);

    /// <summary>Stores the batch; on disk when it returns. For one caller at a time, batches in the order of their sequences.</summary>
    public async Task StoreAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken)
    {
        await Writing.WaitAsync(cancellationToken);
        try
        {
            if (!identities.IsLoaded)
                await identities.LoadAsync(cancellationToken);
            await StoreAllAsync(batch, cancellationToken);
        }
        finally
        {
            Writing.Release();
            // Also after a failure: a part of the batch may be stored.
            foreach (var project in batch.Select(e => e.Event.Project).Distinct())
                versions?.Stored(project);
        }
    }

    private async Task StoreAllAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken)
    {
        await identities.ApplyAsync(batch, cancellationToken);
        await _persons.RunAsync(batch, cancellationToken);
        if (batch.Any(e => e.Event.Command is not null))
            batch = [.. batch.Where(e => e.Event.Command is null)];
        if (batch.Count > 0)
            await _events.RunAsync(batch, e => identities.PersonOf(e.Project, e.DistinctId), cancellationToken);
    }

    /// <summary>Ends inserts that may still run and tells which sequences in [first, last] are stored. Commands are never stored and so never found: doing one
    /// again does nothing.</summary>
    public Task<IReadOnlySet<ulong>> FindStoredAsync(ulong first, ulong last, CancellationToken cancellationToken) =>
        _stored.FindAsync(first, last, cancellationToken);
}
