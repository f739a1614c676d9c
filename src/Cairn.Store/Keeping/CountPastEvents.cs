using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Store.Keeping;

/// <summary>What is past its time.</summary>
/// <param name="Persons">Different ones, merged ones once.</param>
/// <param name="Oldest">Null when there are no events.</param>
/// <param name="Bytes">On disk, about: the table's average a row.</param>
/// <param name="Names">By event, most events first; the first <see cref="CountPastEvents.MostNames"/>.</param>
public sealed record PastCount(
    long Events,
    long Persons,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    long Bytes,
    IReadOnlyList<PastName> Names
);

public sealed record PastName(string Event, long Events, long Persons, DateTimeOffset Oldest, DateTimeOffset Newest);

/// <summary>How many events, of how many persons, are past their time?</summary>
public sealed class CountPastEvents(ClickHouseClient client, PersonResolution persons)
{
    public const int MostNames = 1000;

    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(2), 1_000_000_000, 1_000_000);

    public async Task<PastCount> RunAsync(PastEvents past, CancellationToken cancellationToken)
    {
        var (where, person) = (past.Where(), persons.PersonOfEvent(past.Project));
        var total = await client.QueryAsync(
            $"SELECT count(), uniqExact({person}), min(timestamp), max(timestamp) FROM events WHERE {where}",
            _limits,
            cancellationToken
        );
        var events = total[0].Int64(0);
        if (events == 0)
            return new PastCount(0, 0, null, null, 0, []);
        var names = await client.QueryAsync(
            $"""
            SELECT toString(event) AS name, count() AS events, uniqExact({person}), min(timestamp), max(timestamp) FROM events WHERE {where}
            GROUP BY event ORDER BY events DESC, name LIMIT {MostNames}
            """,
            _limits,
            cancellationToken
        );
        return new PastCount(
            events,
            total[0].Int64(1),
            total[0].Time(2),
            total[0].Time(3),
            (long)(events * await BytesPerRowAsync(cancellationToken)),
            [.. names.Select(n => new PastName(n.String(0), n.Int64(1), n.Int64(2), n.Time(3), n.Time(4)))]
        );
    }

    public async Task<long> EventsAsync(PastEvents past, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync($"SELECT count() FROM events WHERE {past.Where()}", _limits, cancellationToken);
        return rows[0].Int64(0);
    }

    private async Task<double> BytesPerRowAsync(CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"SELECT sum(bytes_on_disk) / greatest(sum(rows), 1) FROM system.parts WHERE active AND database = currentDatabase() AND table = 'events'",
            _limits,
            cancellationToken
        );
        return rows[0].Double(0);
    }
}
