using Cairn.Events;
using Cairn.Query.Filters;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Cohorts;

/// <summary>Whether the person of a row is in a cohort, as a condition that is 0 or 1. Every condition inside is an <c>IN (subselect)</c> that ClickHouse reads
/// once per question, so members are always those of the moment.</summary>
public static class CohortSql
{
    /// <summary>No event lies outside: older ones are refused, and a day ahead is the most.</summary>
    public static readonly TimeRange Ever = new(
        new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero),
        TimeZoneInfo.Utc
    );

    /// <summary>The condition over the rows of <paramref name="source"/>.</summary>
    public static Sql Render(CohortRule rule, EventSource source) =>
        rule switch
        {
            CohortRule.And { Parts.Count: 0 } => $"1",
            CohortRule.Or { Parts.Count: 0 } => $"0",
            CohortRule.And and => $"({Sql.Join(" AND ", and.Parts.Select(p => Render(p, source)))})",
            CohortRule.Or or => $"({Sql.Join(" OR ", or.Parts.Select(p => Render(p, source)))})",
            CohortRule.Not not => $"NOT {Render(not.Part, source)}",
            CohortRule.InCohort { IsIn: true } other => Render(other.Cohort.Rule, source),
            CohortRule.InCohort other => $"NOT {Render(other.Cohort.Rule, source)}",
            CohortRule.Property property => FilterSql.Render(property.Condition, source),
            CohortRule.Did did => Did(did, source),
            CohortRule.FirstDid first => Among(FirstDid(first, source), source),
            CohortRule.DidThen then => Among(DidThen(then, source), source),
            CohortRule.Listed listed => Among(Listed(listed, source), source),
            _ => throw new InvalidOperationException("A kind of rule without SQL."),
        };

    private static Sql Among(Sql members, EventSource source) =>
        $"""
            ({source.Person} IN (
            {members}
            ))
            """;

    /// <summary>Persons without any matching event are in no group, so "at most" and "never" are opposites of "more".</summary>
    private static Sql Did(CohortRule.Did did, EventSource source) =>
        did switch
        {
            { AtLeast: 0, AtMost: { } most } => $"NOT {Among(Times(did.Selector, source.Over(did.Range), most + 1, null), source)}",
            _ => Among(Times(did.Selector, source.Over(did.Range), did.AtLeast, did.AtMost), source),
        };

    private static Sql Times(Selector selector, EventSource events, int least, int? most)
    {
        var matches = SelectorSql.Matches(selector, events);
        var (person, from) = (events.Person, events.From);
        if (least == 1 && most is null)
            return $"SELECT {person} FROM {from} WHERE {events.InRange} AND {matches}";
        var having = most is { } m ? (Sql)$"count() >= {least} AND count() <= {m}" : $"count() >= {least}";
        return $"SELECT {person} AS member FROM {from} WHERE {events.InRange} AND {matches} GROUP BY member HAVING {having}";
    }

    private static Sql FirstDid(CohortRule.FirstDid first, EventSource source)
    {
        // Earlier events decide too; later ones cannot be the first.
        var events = source.Over(first.Range with { Start = Ever.Start < first.Range.Start ? Ever.Start : first.Range.Start });
        var matches = SelectorSql.Matches(first.Selector, events);
        return $"""
            SELECT {events.Person} AS member FROM {events.From} WHERE {events.InRange} AND {matches}
            GROUP BY member HAVING min(timestamp) >= {first.Range.Start}
            """;
    }

    /// <summary>Per person the events of both kinds in order, 9 bytes each in memory. At one instant those of the first kind alone come first, those of both
    /// kinds next; so every event of the second kind has the latest other event of the first kind before it, and one pass finds whether any is near enough.</summary>
    private static Sql DidThen(CohortRule.DidThen rule, EventSource source)
    {
        var events = source.Over(rule.Range with { End = rule.Range.End + rule.Window + TimeSpan.FromMilliseconds(1) });
        var (first, then) = (SelectorSql.Matches(rule.First, events), SelectorSql.Matches(rule.Then, events));
        Sql isFirst = $"(timestamp < {rule.Range.End} AND {first})";
        Sql isThen = $"({then})";
        var names = SelectorSql.AnyByName([rule.First, rule.Then]);
        return $"""
            SELECT member FROM (
                SELECT {events.Person} AS member,
                    arraySort(groupArray((toUnixTimestamp64Milli(timestamp), multiIf(NOT {isThen}, 0, {isFirst}, 1, 2)))) AS happened
                FROM {events.From} WHERE {events.InRange} AND {names} AND ({isFirst} OR {isThen})
                GROUP BY member
            )
            WHERE arrayExists((e, before) -> e.2 > 0 AND before > 0 AND e.1 - before <= {(long)rule.Window.TotalMilliseconds},
                happened, arrayPushFront(arrayPopBack(arrayFill(t -> t > 0, arrayMap(e -> if(e.2 < 2, e.1, 0), happened))), 0))
            """;
    }

    private static Sql Listed(CohortRule.Listed listed, EventSource source) =>
        $"SELECT {source.Persons.PersonOfOwnId(source.Project)} FROM cohort_members WHERE project_id = {source.OfEverybody} AND list_id = {listed.ListId}";
}
