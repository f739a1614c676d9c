using Cairn.Store.ClickHouse;

namespace Cairn.Store.Events;

/// <summary>Which events of an interrupted insert made it into the table.</summary>
public sealed class StoredSequences(ClickHouseClient client)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromSeconds(120), 1_000_000_000, 10_000_000);

    /// <summary>Ends inserts of events that may still run, then returns the sequences in [first, last] that are stored. Reads the parts whose sequences
    /// overlap (a minmax index), so about the last few inserts.</summary>
    public async Task<IReadOnlySet<ulong>> FindAsync(ulong first, ulong last, CancellationToken cancellationToken)
    {
        await client.ExecuteAsync(
            $"KILL QUERY WHERE user = currentUser() AND startsWith(query_id, {EventInsert.QueryIdPrefix}) AND current_database = currentDatabase() SYNC",
            TimeSpan.FromSeconds(60),
            cancellationToken
        );
        var rows = await client.QueryAsync(
            $"SELECT sequence FROM events WHERE sequence >= {first} AND sequence <= {last}",
            _limits,
            cancellationToken
        );
        return rows.Select(r => r.UInt64(0)).ToHashSet();
    }
}
