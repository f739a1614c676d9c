using System.Globalization;
using System.Runtime.InteropServices;
using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Erasing;

namespace Cairn.Store.Keeping;

/// <summary>What is in a file, or should be: equal when the same events are.</summary>
/// <param name="Sum">Of a hash of each event: id, name, person, session, time, groups and properties.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ArchiveSum(long Events, ulong Sum);

/// <summary>Writes events to Parquet and reads them back, through ClickHouse over HTTP: it needs no folder in common with the server. The columns are those of an
/// export, so an archive is imported like one.</summary>
public sealed class ArchiveEvents(ClickHouseClient client)
{
    private const string Settings = "&max_threads=2&output_format_parquet_string_as_string=1";

    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(30), 1_000_000_000, 1_000_000_000);

    private static readonly (string Name, string Type)[] _columns =
    [
        ("id", "String"),
        ("event", "String"),
        ("distinct_id", "String"),
        ("person_id", "String"),
        ("timestamp", "DateTime64(3, 'UTC')"),
        ("received_at", "DateTime64(3, 'UTC')"),
        ("session_id", "String"),
        ("groups", "String"),
        ("properties", "String"),
    ];

    /// <summary>The files that hold them all.</summary>
    public async Task<IReadOnlyList<ArchiveSlice>> SlicesAsync(PastEvents past, CancellationToken cancellationToken)
    {
        var days = await client.QueryAsync(
            $"""
            SELECT toString(toDate(timestamp, 'UTC')) AS day, count(), sum(length(properties_json)) FROM events WHERE {past.Where()}
            GROUP BY day ORDER BY day
            """,
            _limits,
            cancellationToken
        );
        return ArchiveSlice.Of([
            .. days.Select(d => new PastDay(DateOnly.Parse(d.String(0), CultureInfo.InvariantCulture), d.Int64(1), d.Int64(2))),
        ]);
    }

    /// <summary>The events of one file in the table now.</summary>
    public async Task<(ArchiveSum Sum, DateTimeOffset First, DateTimeOffset Last)> SumAsync(
        PastEvents past,
        ArchiveSlice slice,
        CancellationToken cancellationToken
    )
    {
        var rows = await client.QueryAsync(
            $"""
            SELECT count(), sum({Hash(
                $"toString(event_id)",
                $"toString(event)",
                $"toJSONString(groups)",
                $"properties_json"
            )}), min(timestamp), max(timestamp)
            FROM events WHERE {Where(past, slice)}
            """,
            _limits,
            cancellationToken
        );
        return (new ArchiveSum(rows[0].Int64(0), rows[0].UInt64(1)), rows[0].Time(2), rows[0].Time(3));
    }

    /// <exception cref="ClickHouseUnavailableException">It broke off: the file is not whole.</exception>
    public async Task WriteAsync(PastEvents past, ArchiveSlice slice, Stream file, CancellationToken cancellationToken)
    {
        Sql sql = $"""
            SELECT toString(event_id) AS id, toString(event) AS event, distinct_id, toString(person_id) AS person_id, timestamp, received_at, session_id,
                toJSONString(groups) AS groups, properties_json AS properties
            FROM (SELECT event_id, event, distinct_id, person_id, timestamp, received_at, session_id, groups, properties_json FROM events WHERE {Where(
                past,
                slice
            )})
            """;
        using var answer = await client.StreamAsync(QueryText.Of(sql, Settings), "Parquet", _limits, cancellationToken);
        await answer.CopyToAsync(file, cancellationToken);
    }

    /// <summary>Reads every column back.</summary>
    /// <exception cref="ClickHouseException">It is no whole file.</exception>
    public async Task<ArchiveSum> ReadBackAsync(Stream file, CancellationToken cancellationToken)
    {
        Sql sum = $"SELECT count(), sum({Hash($"id", $"event", $"groups", $"properties")}) FROM uploaded";
        var rows = await client.QueryTableAsync(QueryText.Of(sum), file, "Parquet", _columns, _limits, cancellationToken);
        return new ArchiveSum(rows[0].Int64(0), rows[0].UInt64(1));
    }

    /// <summary>How many events of these own ids are inside?</summary>
    public async Task<long> CountOfAsync(ProjectId project, Stream file, IReadOnlyList<ulong> owns, CancellationToken cancellationToken)
    {
        Sql count = $"SELECT count() FROM uploaded WHERE {OwnIdSql.Of(project, $"distinct_id")} IN {owns}";
        var rows = await client.QueryTableAsync(QueryText.Of(count), file, "Parquet", _columns, _limits, cancellationToken);
        return rows[0].Int64(0);
    }

    /// <summary>Writes a file again without these own ids.</summary>
    public async Task CopyWithoutAsync(
        ProjectId project,
        Stream file,
        IReadOnlyList<ulong> owns,
        Stream target,
        CancellationToken cancellationToken
    )
    {
        Sql rest = $"SELECT * FROM uploaded WHERE {OwnIdSql.Of(project, $"distinct_id")} NOT IN {owns}";
        using var answer = await client.StreamTableAsync(
            QueryText.Of(rest, Settings),
            file,
            "Parquet",
            _columns,
            "Parquet",
            _limits,
            cancellationToken
        );
        await answer.CopyToAsync(target, cancellationToken);
    }

    private static Sql Where(PastEvents past, ArchiveSlice slice)
    {
        var (from, to) = (Midnight(slice.From), Midnight(slice.To));
        Sql part = slice.Parts == 1 ? Sql.Empty : $" AND cityHash64(event_id) % {slice.Parts} = {slice.Part}";
        return $"{past.Where()} AND timestamp >= {from} AND timestamp < {to}{part}";
    }

    private static Sql Hash(Sql id, Sql name, Sql groups, Sql properties) =>
        $"cityHash64({id}, {name}, distinct_id, session_id, toUnixTimestamp64Milli(timestamp), {groups}, {properties})";

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
