using Cairn.Events;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Overview;

/// <summary>Answers the overview.</summary>
public sealed class OverviewQuery(QuestionRunner runner)
{
    public async Task<OverviewResult> AskAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        var question = runner.Ask(project);
        var today = project.Zone.Date(question.Now);
        TimeRange[] spans = [Days(0, 1), Days(1, 1), Days(0, 7), Days(0, 28), Days(7, 7), Days(28, 28)];
        var all = Source(Days(0, 56));
        var numbers = await runner.ReadAsync(question, OverviewSql.Numbers(all, spans), cancellationToken);
        var derived = await runner.ReadAsync(question, OverviewSql.DerivedSessions(all, spans), cancellationToken);
        var isNew = Numbers(3).Events == Numbers(0).Events;
        var series = await SeriesAsync(isNew ? Days(0, 1) : Days(0, 28), isNew ? Interval.Hour : Interval.Day);
        var week = Source(Days(0, 7));
        var events = await runner.ReadAsync(question, OverviewSql.TopEvents(week), cancellationToken);
        var lists = await runner.ReadAsync(question, OverviewSql.TopLists(week), cancellationToken);
        return new OverviewResult(
            Numbers(0),
            Numbers(1),
            Numbers(2),
            Numbers(3),
            Numbers(4),
            Numbers(5),
            series,
            [.. events.Select(r => new OverviewEvent(r.String(0), r.Int64(1), r.Int64(2)))],
            List(1),
            List(2),
            List(3),
            List(4),
            List(5),
            project.Zone.Id,
            question.Meta(
                all.Range,
                null,
                [
                    "Numbers pass over $identify, $alias, $set, $group and $engagement; days are the project's; today is not over.",
                    "Persons and sessions are exact; lists are of the last 7 days.",
                ]
            )
        );

        // Whole days: the newest is so many days back.
        TimeRange Days(int back, int count) =>
            new(project.Zone.StartOf(today.AddDays(1 - back - count)), project.Zone.StartOf(today.AddDays(1 - back)), project.Zone);

        EventSource Source(TimeRange range) => new(project, range, runner.Persons);

        OverviewNumbers Numbers(int span)
        {
            var row = numbers[0];
            return new OverviewNumbers(
                row.Int64(4 * span),
                row.Int64((4 * span) + 1),
                row.Int64((4 * span) + 2) + derived[0].Int64(span),
                row.Int64((4 * span) + 3)
            );
        }

        OverviewCount[] List(int list) => [.. lists.Where(r => r.Int64(0) == list).Select(r => new OverviewCount(r.String(1), r.Int64(2)))];

        async Task<OverviewSeries> SeriesAsync(TimeRange range, Interval interval)
        {
            var buckets = Buckets.Cut(range, interval, WeekStart.Monday)!;
            var bucket = BucketSql.Of(buckets);
            var rows = await runner.ReadAsync(question, OverviewSql.Series(Source(range), bucket), cancellationToken);
            var points = Enumerable.Range(0, buckets.Count).Select(i => new OverviewPoint(buckets.Start(i), 0, 0)).ToArray();
            foreach (var row in rows)
            {
                var index = bucket.Index(row.Int64(0));
                points[index] = points[index] with { Persons = row.Int64(1), Events = row.Int64(2) };
            }

            return new OverviewSeries(interval == Interval.Hour ? "hour" : "day", points);
        }
    }
}
