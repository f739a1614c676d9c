using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Questions;

/// <summary>Which values of a breakdown stand alone in an answer about persons, sessions or groups.</summary>
internal static class BreakdownRanking
{
    /// <summary>Those of most entities; ties by the value's bytes. Or bins between the smallest and the largest number.</summary>
    /// <param name="events">The events whose values are ranked.</param>
    public static async Task<BreakdownCut> CutAsync(
        QuestionRunner runner,
        Question question,
        SequenceSpec events,
        Breakdown breakdown,
        CancellationToken cancellationToken
    )
    {
        var source = new EventSource(question.Project, events.Scan, runner.Persons);
        var property = source.Property(breakdown.Property);
        if (breakdown.Bins is not null)
        {
            var where = SequenceSql.Where(events, source);
            Sql span = $"SELECT min({property.AsNumber}), max({property.AsNumber}) FROM {source.From} WHERE {where}";
            var row = (await runner.ReadAsync(question, span, cancellationToken))[0];
            return BreakdownCut.Bins(breakdown, row.NullableDouble(0), row.NullableDouble(1));
        }

        return new BreakdownCut(breakdown, [.. (await runner.ReadAsync(question, Ranking(), cancellationToken)).Select(r => r.String(0))]);

        Sql Ranking()
        {
            var (entity, where) = (SequenceSql.Entity(events.By, source), SequenceSql.Where(events, source));
            return $"""
                SELECT assumeNotNull({property.AsText}) AS label, uniqExact({entity}) AS entities
                FROM {source.From}
                WHERE {where} AND {property.AsText} IS NOT NULL
                GROUP BY label
                ORDER BY entities DESC, label
                LIMIT {breakdown.Limit}
                """;
        }
    }
}
