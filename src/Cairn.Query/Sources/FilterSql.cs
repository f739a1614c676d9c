using Cairn.Query.Cohorts;
using Cairn.Query.Filters;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>A filter as a condition that is 0 or 1, never NULL, so that its opposite is exactly that.</summary>
public static class FilterSql
{
    /// <summary>The condition. Persons' and groups' properties become <c>IN (subselect)</c>, read once per question; sessions' are joined.</summary>
    public static Sql Render(Filter filter, EventSource source) =>
        filter switch
        {
            Filter.And { Parts.Count: 0 } => $"1",
            Filter.Or { Parts.Count: 0 } => $"0",
            Filter.And and => $"({Sql.Join(" AND ", and.Parts.Select(p => Render(p, source)))})",
            Filter.Or or => $"({Sql.Join(" OR ", or.Parts.Select(p => Render(p, source)))})",
            Filter.Not not => $"NOT {Render(not.Part, source)}",
            Filter.Compare compare => Compare(compare, source),
            Filter.InCohort { IsIn: true } member => CohortSql.Render(member.Cohort.Rule, source),
            Filter.InCohort member => $"NOT {CohortSql.Render(member.Cohort.Rule, source)}",
            _ => throw new InvalidOperationException("A kind of filter without SQL."),
        };

    private static Sql Compare(Filter.Compare compare, EventSource source)
    {
        var (op, isNegative) = Positive(compare.Op);
        var positive = Positive(compare with { Op = op }, source);
        return isNegative ? (Sql)$"NOT {positive}" : positive;
    }

    private static Sql Positive(Filter.Compare compare, EventSource source)
    {
        var (property, zone) = (compare.Property, source.Range.Zone);
        if (source.OwnProperty(property) is { } own)
            return ComparisonSql.Render(own, compare.Op, compare.Values, zone);
        if (property.Scope == PropertyScope.Session)
            return ComparisonSql.Render(source.Property(property), compare.Op, compare.Values, zone);
        var condition = ComparisonSql.Render(StoredValues.Value, compare.Op, compare.Values, zone);
        var (owner, values) =
            property.Scope == PropertyScope.Person
                ? (source.Person, StoredValues.OfPersons(source, property.Name))
                : (EventSource.GroupKey(property.GroupType), StoredValues.OfGroups(source, property));
        return $"({owner} IN (SELECT owner FROM ({values.Rows}) WHERE {condition}))";
    }

    private static (Op Op, bool IsNegative) Positive(Op op) =>
        op switch
        {
            Op.Neq => (Op.Eq, true),
            Op.NotIn => (Op.In, true),
            Op.NotContains => (Op.Contains, true),
            Op.NotRegex => (Op.Regex, true),
            Op.IsNotSet => (Op.IsSet, true),
            _ => (op, false),
        };
}
