using Cairn.Events;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Paths;

/// <summary>The reads behind a paths question. Pure. A name is known by 60 bits of its hash, so no list of names has to be made first and none is cut; the
/// names of the answer's nodes are read afterwards. (Two of a million names share theirs with a probability of 1 : 2 million.)</summary>
internal static class PathSql
{
    /// <summary>Rows of a sequence in no order: (entity UInt64, at Int64, arrival UInt64, mask UInt32, labels UInt32). The entity is a client's session, or
    /// a person for events without one; <see cref="PathEvent"/> tells what is in mask and labels. Events that are no step come too, where they
    /// decide on when a session ends.</summary>
    public static Sql Build(PathSpec spec, EventSource source)
    {
        var rows = Rows(spec, source);
        return $"""
            WITH {Name(spec)} AS name, {Hash(spec)} AS hash, {IsStep(spec)} AS is_step
            SELECT {Entity} AS entity, at, arrival,
                toUInt32(if(is_step, bitShiftRight(hash, 32) + {PathEvent.StepBit} + {Flag(spec.Start, PathEvent.StartBit)} + {Flag(
                spec.End,
                PathEvent.EndBit
            )}, 0) + if(session_id != '', {PathEvent.ClientBit}, 0)) AS mask,
                toUInt32(if(is_step, bitAnd(hash, 4294967295), 0)) AS labels
            FROM (
            {rows}
            )
            WHERE is_step OR session_id = ''
            """;
    }

    /// <summary>Rows: (hash UInt64, name), one per hash asked for.</summary>
    public static Sql Names(PathSpec spec, EventSource source, IReadOnlyList<ulong> hashes)
    {
        var rows = Rows(spec, source);
        return $"""
            WITH {Name(spec)} AS name, {Hash(spec)} AS hash
            SELECT hash, any(name)
            FROM (
            {rows}
            )
            WHERE {IsStep(spec)} AND hash IN {hashes}
            GROUP BY hash
            """;
    }

    /// <summary>One row: the hash of a name as it stands in an answer.</summary>
    public static Sql HashOf(string name) => $"SELECT bitAnd(sipHash64({name}), {PathEvent.HashMask})";

    /// <summary>Rows: (person, distinct_id, events, first, last, all persons) of the sessions asked for.</summary>
    public static Sql Persons(PathSpec spec, EventSource source, IReadOnlyList<ulong> entities, int limit)
    {
        var rows = Rows(spec, source);
        return $"""
            WITH {Name(spec)} AS name
            SELECT person, min(distinct_id), count() AS matching, min(timestamp), max(timestamp), count() OVER ()
            FROM (
            {rows}
            )
            WHERE {IsStep(spec)} AND {Entity} IN {entities}
            GROUP BY person
            ORDER BY matching DESC, person
            LIMIT {limit}
            """;
    }

    private static readonly Sql _entity = $"if(session_id = '', person, sipHash64(person, session_id))";

    private static Sql Entity => _entity;

    /// <summary>Rows: (person, distinct_id, timestamp, at, arrival, session_id, raw String, passes), every behaviour event of the range.</summary>
    private static Sql Rows(PathSpec spec, EventSource source)
    {
        Sql passes = spec.Filter is { } filter ? FilterSql.Render(filter, source) : (Sql)$"1";
        Sql raw = spec.ByPage ? Page() : (Sql)$"toString(event)";
        return $"""
            SELECT {source.Person} AS person, distinct_id, timestamp, toUnixTimestamp64Milli(timestamp) AS at, sequence AS arrival, session_id,
                {raw} AS raw, {passes} AS passes
            FROM {source.From}
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            """;
    }

    /// <summary>Empty for what is no page.</summary>
    private static Sql Page()
    {
        Sql url = Cleaned($"ifNull({SessionsSql.Url}, '')");
        Sql screen = $"coalesce(nullIf({Text("$screen_name")}, ''), nullIf({Text("screen_name")}, ''), {url})";
        return $"multiIf(event = {EventNames.PageView}, {url}, event = '$screen', assumeNotNull({screen}), '')";

        static Sql Text(string name) => $"{Sql.JsonPath("properties", name)}.:String";
    }

    /// <summary>Without query, fragment and slashes at the end; of slashes alone one is left.</summary>
    private static Sql Cleaned(Sql url)
    {
        Sql bare = $"extract({url}, '^[^?#]*')";
        return $"if({bare} != '' AND trim(TRAILING '/' FROM {bare}) = '', '/', trim(TRAILING '/' FROM {bare}))";
    }

    private static Sql Name(PathSpec spec)
    {
        if (spec.Groups.Count == 0)
            return $"raw";
        var cases = spec.Groups.Select(g => (Sql)$"match(raw, {g.Match.Regex}), {g.As}");
        return $"multiIf({Sql.Join(", ", cases)}, raw)";
    }

    private static Sql Hash(PathSpec spec) =>
        spec.Groups.Count == 0 ? (Sql)$"bitAnd(sipHash64(raw), {PathEvent.HashMask})" : $"bitAnd(sipHash64(name), {PathEvent.HashMask})";

    private static Sql IsStep(PathSpec spec)
    {
        var excluded = spec.Exclude.Select(p => (Sql)$" AND NOT {Matches(p)}");
        return $"(passes AND raw != ''{Sql.Join("", excluded)})";
    }

    private static Sql Flag(PathPattern? pattern, ulong bit) => pattern is null ? (Sql)$"0" : $"if({Matches(pattern)}, {bit}, 0)";

    /// <summary>By the name as it is or as its group calls it.</summary>
    private static Sql Matches(PathPattern pattern) => $"(match(raw, {pattern.Regex}) OR match(name, {pattern.Regex}))";
}
