using Cairn.Query.Filters;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sequences;

/// <summary>The read behind a walk. Pure.</summary>
public static class SequenceSql
{
    /// <param name="since">Only events of this sequence and later ones; null: all.</param>
    /// <summary>Rows in no order: (entity UInt64, at Int64, arrival UInt64, mask UInt32, labels UInt32).</summary>
    public static Sql Build(SequenceSpec spec, EventSource source, ulong? since = null)
    {
        var entity = Entity(spec.By, source);
        var mask = Mask(spec, source);
        var labels = Labels(spec, source);
        var at = spec.Grain is { } grain ? BucketStart(grain) : $"toUnixTimestamp64Milli(timestamp)";
        var where = since is { } first ? (Sql)$"{Where(spec, source)} AND sequence >= {first}" : Where(spec, source);
        if (spec.Grain is null)
            return $"""
                SELECT {entity} AS entity, {at} AS at, {(
                    ArrivalMatters(spec) ? (Sql)$"sequence" : $"toUInt64(0)"
                )} AS arrival, {mask} AS mask, {labels} AS labels
                FROM {source.From}
                WHERE {where}
                """;
        return $"""
            SELECT {entity} AS entity, {at} AS at, toUInt64(0) AS arrival, groupBitOr({mask}) AS mask, {labels} AS labels
            FROM {source.From}
            WHERE {where}
            GROUP BY entity, at, labels
            """;
    }

    /// <summary>UInt64: sessions and groups are known by a 64-bit hash of their key, as persons are.</summary>
    public static Sql Entity(EntityBy by, EventSource source) =>
        by.Kind switch
        {
            EntityKind.Session => $"sipHash64({source.Session()})",
            EntityKind.Group when source.OnlyPersons is null => $"sipHash64({EventSource.GroupKey(by.GroupType)})",
            EntityKind.Group => throw new InvalidOperationException("A group is its other members' too."),
            _ => source.Person,
        };

    /// <summary>Which events: those of any selector, all that have an entity, in the range, past the filter.</summary>
    public static Sql Where(SequenceSpec spec, EventSource source)
    {
        List<Sql> conditions = [source.InRange];
        if (!spec.WithOthers)
            conditions.Add(SelectorSql.AnyByName(spec.Selectors));
        else if (spec.Selectors.Any(s => s.Event is { } name && !Events.EventNames.IsBehaviour(name)))
            conditions.Add(SelectorSql.AnyByName([.. spec.Selectors, new Selector(null)]));
        else
            conditions.Add(SelectorSql.IsBehaviour);
        if (!spec.WithOthers && spec.Selectors.Any(s => s.Where is not null))
            conditions.Add($"({Sql.Join(" OR ", spec.Selectors.Select(s => (Sql)$"({SelectorSql.Matches(s, source)})"))})");
        if (spec.By.Kind == EntityKind.Session)
            conditions.Add(SessionsSql.HasSession);
        if (spec.By.Kind == EntityKind.Group)
            conditions.Add($"{EventSource.GroupKey(spec.By.GroupType)} != ''");
        if (spec.Filter is { } filter)
            conditions.Add(FilterSql.Render(filter, source));
        return Sql.Join(" AND ", conditions);
    }

    /// <summary>UInt32, a bit per selector.</summary>
    private static Sql Mask(SequenceSpec spec, EventSource source)
    {
        if (spec.Selectors.Count == 0)
            return $"toUInt32(0)";
        var bits = spec.Selectors.Select((s, i) => (Sql)$"if({SelectorSql.Matches(s, source)}, toUInt32({1L << i}), toUInt32(0))");
        return $"toUInt32({Sql.Join(" + ", bits)})";
    }

    private static Sql Labels(SequenceSpec spec, EventSource source)
    {
        if (spec.Cuts.Count == 0)
            return $"toUInt32(0)";
        var places = spec.Cuts.Select(
            (cut, i) =>
                (Sql)$"bitShiftLeft(toUInt32(indexOf({SequenceLabels.All(cut)}, {cut.Label(source)}) - 1), {SequenceLabels.Bits * i})"
        );
        return $"toUInt32({Sql.Join(" + ", places)})";
    }

    private static Sql BucketStart(Time.Buckets buckets) =>
        buckets.Step is { } step
            ? (Sql)$"toInt64({buckets.Edges[0]} + intDiv(toUnixTimestamp64Milli(timestamp) - {buckets.Edges[0]}, {step}) * {step})"
            : $"toInt64(roundDown(toUnixTimestamp64Milli(timestamp), {(IReadOnlyList<long>)[.. buckets.Edges]}))";

    /// <summary>Between events of one instant and mask the order of arrival tells nothing apart when they carry no labels but their name's, and when instant and lowest
    /// bit determine the mask: where no event can be of two selectors.</summary>
    internal static bool ArrivalMatters(SequenceSpec spec)
    {
        if (!spec.TiesMatter)
            return false;
        if (!spec.BitOrder || !spec.Cuts.All(SequenceLabels.IsByEventName))
            return true;
        var names = spec.Selectors.Select(s => s.Event).ToArray();
        return names.Contains(null) || names.Distinct().Count() < names.Length;
    }
}
