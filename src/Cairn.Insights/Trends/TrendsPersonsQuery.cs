using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Query.Time;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Trends;

/// <summary>Who is behind a point of a trends answer? For measures of persons the list is as long as the number is high.</summary>
public sealed class TrendsPersonsQuery(QuestionRunner runner, TrendsQuery trends)
{
    /// <summary>The persons, most events first; null with the faults reported when there is no such point.</summary>
    public async Task<PersonsBehind?> AskAsync(
        Asked asked,
        TrendsSpec spec,
        TrendsPointRef point,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var (question, errors) = (asked.Question, asked.Errors);
        if (point.Series >= spec.Series.Count)
            errors.Add("/point/series", "unknown_value", $"The question has {spec.Series.Count} series, counted from 0.");
        if (point.Breakdown.Count != spec.Breakdowns.Count)
            errors.Add("/point/breakdown", "wrong_length", "One label per breakdown of the question must stand here.");
        if (await trends.PrepareAsync(question, spec, errors, asked.Body.Pointer, cancellationToken) is not { } buckets)
            return null;
        if (Window(spec, point, buckets) is not { } window)
        {
            errors.Add("/point/t", "unknown_value", "No bucket of the answer begins then.");
            return null;
        }

        var cuts = await trends.CutBreakdownsAsync(question, spec, buckets.Range, cancellationToken);
        // Sessions are those of what the point's number was read from, so the scan is the same and the window a condition.
        var start = window.Start < buckets.Range.Start ? TrailingStart(spec, point, buckets) : buckets.Range.Start;
        var source = new EventSource(question.Project, buckets.Range with { Start = start }, runner.Persons);
        var rows = await runner.ReadAsync(question, Build(spec, point, source, window, cuts, limit), cancellationToken);
        var items = rows.Select(r => new PersonBehind(r.UInt64(0).ToString(), r.String(1), r.Int64(2), r.Time(3), r.Time(4))).ToArray();
        var count = rows.Count == 0 ? 0 : rows[0].Int64(5);
        return new PersonsBehind(items, null, count, question.Meta(window, null, TrendsSemantics.Of(spec)));
    }

    /// <summary>Rows: (person, distinct_id, events, first, last, all persons).</summary>
    private static Sql Build(
        TrendsSpec spec,
        TrendsPointRef point,
        EventSource source,
        TimeRange window,
        IReadOnlyList<BreakdownCut> cuts,
        int limit
    )
    {
        var where = TrendsSql.Where(spec with { Series = [spec.Series[point.Series]] }, source);
        var labels = cuts.Select((cut, i) => (Sql)$" AND {cut.Label(source)} = {point.Breakdown[i]}").ToArray();
        return $"""
            SELECT {source.Person} AS person, min(distinct_id), count() AS matching, min(timestamp), max(timestamp), count() OVER ()
            FROM {source.From}
            WHERE {where} AND timestamp >= {window.Start} AND timestamp < {window.End}{Sql.Join("", labels)}
            GROUP BY person
            ORDER BY matching DESC, person
            LIMIT {limit}
            """;
    }

    /// <summary>What the point looked at; null when there is no such point.</summary>
    private static TimeRange? Window(TrendsSpec spec, TrendsPointRef point, Buckets buckets)
    {
        if (point.T is not { } t)
            return buckets.Range;
        var index = buckets.IndexOfEdge(t.ToUnixTimeMilliseconds());
        if (index < 0 || index >= buckets.Count)
            return null;
        var inside = buckets.Inside(index);
        if (spec.Cumulative)
            return buckets.Range with { End = inside.End };
        return spec.Series[point.Series].Measure.TrailingDays() is { } days
            ? TrailingWindows.Of(buckets, days).Window(index, buckets.Range)
            : inside;
    }

    private static DateTimeOffset TrailingStart(TrendsSpec spec, TrendsPointRef point, Buckets buckets) =>
        TrailingWindows.Of(buckets, spec.Series[point.Series].Measure.TrailingDays() ?? 1).Start;
}
