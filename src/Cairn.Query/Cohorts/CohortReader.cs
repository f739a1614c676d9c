using System.Collections.Frozen;
using System.Text.Json;
using Cairn.Events;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Query.Cohorts;

/// <summary>Reads a cohort's definition. Its forms: <c>{ and }</c>, <c>{ or }</c>, <c>{ not }</c>, <c>{ cohort, in? }</c>, <c>{ property, op, value? }</c>,
/// <c>{ did, atLeast?, atMost?, exactly?, lastDays? | range? }</c>, <c>{ didNot, … }</c>, <c>{ firstDid, … }</c>, <c>{ did, then, window, … }</c>, and alone
/// <c>{ static: true }</c>.</summary>
/// <param name="isNew">Whether it is about to be kept: then a range that is empty now is a fault. One that became empty has no events.</param>
internal sealed class CohortReader(ProjectCohorts cohorts, StoredCohort cohort, bool isNew)
{
    private const int MostTimes = 1_000_000;
    private static readonly CohortRule _nobody = new CohortRule.Or([]);

    private static readonly FrozenDictionary<string, TimeSpan> _units = new Dictionary<string, TimeSpan>
    {
        ["day"] = TimeSpan.FromDays(1),
        ["second"] = TimeSpan.FromSeconds(1),
        ["minute"] = TimeSpan.FromMinutes(1),
        ["hour"] = TimeSpan.FromHours(1),
        ["week"] = TimeSpan.FromDays(7),
        ["month"] = TimeSpan.FromDays(30),
    }.ToFrozenDictionary();

    private readonly List<(Filter Filter, string Pointer)> _filters = [];

    /// <summary>Every filter read so far, to have its regular expressions tried.</summary>
    public IReadOnlyList<(Filter Filter, string Pointer)> Filters => _filters;

    /// <summary>The rule; one that nobody meets where it has faults.</summary>
    public CohortRule Read(SpecNode node, int depth = 0)
    {
        if (depth > FilterReader.MaxDepth)
        {
            node.Fault("too_deep", $"Definitions may nest {FilterReader.MaxDepth} levels deep.");
            return _nobody;
        }

        if (node.Kind == JsonValueKind.Object)
        {
            if (Has("and"))
                return node.Object("and")?.Required("and") is { } and ? new CohortRule.And(Parts(and)) : _nobody;
            if (Has("or"))
                return node.Object("or")?.Required("or") is { } or ? new CohortRule.Or(Parts(or)) : _nobody;
            if (Has("not"))
                return node.Object("not")?.Required("not") is { } not ? new CohortRule.Not(Read(not, depth + 1)) : _nobody;
            if (Has("cohort"))
                return Other(node);
            if (Has("static"))
                return Static(node, depth);
            if (Has("did"))
                return Has("then") ? DidThen(node) : Did(node);
            if (Has("didNot"))
                return DidNot(node);
            if (Has("firstDid"))
                return FirstDid(node);
        }

        return Property(node);

        bool Has(string name) => node.Element.TryGetProperty(name, out _);

        CohortRule[] Parts(SpecNode list) => [.. list.List(0, 50).Select(part => Read(part, depth + 1))];
    }

    private static CohortRule Other(SpecNode node)
    {
        var filter = FilterReader.Read(node) as Filter.InCohort;
        return filter is null ? _nobody : new CohortRule.InCohort(filter.Cohort, filter.IsIn);
    }

    private CohortRule Static(SpecNode node, int depth)
    {
        if (node.Object("static")?["static"] is { } flag && !flag.Flag())
            flag.Fault("invalid_value", "static is true or left out.");
        if (depth > 0)
            node.Fault("invalid_value", "A list stands alone. Make a static cohort and name it here: { \"cohort\": \"its key\" }.");
        return new CohortRule.Listed(cohort.ListId);
    }

    private CohortRule Did(SpecNode node)
    {
        if (node.Object("did", "atLeast", "atMost", "exactly", "lastDays", "range") is not { } fields)
            return _nobody;
        if (fields["exactly"] is { } exactly)
        {
            var times = exactly.Whole(0, MostTimes);
            if (fields["atLeast"] is not null || fields["atMost"] is not null)
                exactly.Fault("unexpected_value", "exactly stands without atLeast and atMost.");
            return new CohortRule.Did(Selector(fields, "did"), Range(fields), times, times);
        }

        var most = fields["atMost"]?.Whole(0, MostTimes);
        var least = fields["atLeast"]?.Whole(1, MostTimes) ?? (most is null ? 1 : 0);
        if (most < least)
            fields["atMost"]!.Value.Fault("invalid_value", "atMost is less than atLeast.");
        return new CohortRule.Did(Selector(fields, "did"), Range(fields), least, most);
    }

    private CohortRule DidNot(SpecNode node) =>
        node.Object("didNot", "lastDays", "range") is { } fields
            ? new CohortRule.Did(Selector(fields, "didNot"), Range(fields), 0, 0)
            : _nobody;

    private CohortRule FirstDid(SpecNode node) =>
        node.Object("firstDid", "lastDays", "range") is { } fields
            ? new CohortRule.FirstDid(Selector(fields, "firstDid"), Range(fields))
            : _nobody;

    private CohortRule DidThen(SpecNode node)
    {
        if (node.Object("did", "then", "window", "lastDays", "range") is not { } fields)
            return _nobody;
        var window = fields.Required("window")?.Object("value", "unit");
        var value = window?.Required("value")?.Whole(1, 1_000_000) ?? 1;
        var unit = window?.Required("unit")?.Word(_units) ?? TimeSpan.FromSeconds(1);
        if (unit * value > TimeSpan.FromDays(3_660))
            window!.Node.Fault("invalid_value", "A window may be 10 years long.");
        return new CohortRule.DidThen(Selector(fields, "did"), Selector(fields, "then"), unit * value, Range(fields));
    }

    private CohortRule Property(SpecNode node)
    {
        if (node.Object("property", "scope", "op", "value") is not { } fields)
            return _nobody;
        if (fields["scope"] is { } scope && !(scope.Kind == JsonValueKind.String && scope.Element.GetString() == "person"))
            scope.Fault("unknown_value", "A cohort knows properties of persons only. Properties of events stand in the where of a did.");
        else if (FilterReader.Comparison(fields, PropertyScope.Person) is Filter.Compare compare)
        {
            _filters.Add((compare, node.Pointer));
            return new CohortRule.Property(compare);
        }

        return _nobody;
    }

    private Selector Selector(SpecObject fields, string name)
    {
        if (fields.Required(name)?.Object(Query.Filters.Selector.Fields) is not { } inner)
            return new Selector(null);
        var selector = Query.Filters.Selector.Read(inner);
        if (selector.Where is { } where)
            _filters.Add((where, inner.Node.Pointer + "/where"));
        return selector;
    }

    /// <summary>Without <c>lastDays</c> and <c>range</c>: ever.</summary>
    private TimeRange Range(SpecObject fields)
    {
        var spec = new RangeSpec(new RangePoint.All(), null, null, WeekStart.Monday);
        if (fields["lastDays"] is { } days)
        {
            spec = spec with { From = new RangePoint.Relative(days.Whole(1, 10_000), RangeUnit.Day) };
            fields["range"]?.Fault("unexpected_value", "Either lastDays or range, not both.");
        }
        else if (fields["range"] is { } range)
        {
            spec = RangeReader.Read(range);
        }

        var zone = spec.Zone ?? cohorts.Project.Zone;
        if (new RangeResolver(zone, cohorts.Now, (CohortSql.Ever.Start, CohortSql.Ever.End.AddDays(-2))).Resolve(spec) is { } resolved)
            return resolved;
        if (isNew)
            fields["range"]?.Fault("empty_range", "The range is empty: it ends where or before it starts.");
        return new TimeRange(cohorts.Now, cohorts.Now, zone);
    }
}
