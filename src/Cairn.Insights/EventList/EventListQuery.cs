using Cairn.Events;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.EventList;

/// <summary>Lists events.</summary>
public sealed class EventListQuery(QuestionRunner runner)
{
    /// <summary>Search goes back from the end in windows that grow: the newest events are nearly always in the first, and a rare event costs a few more
    /// reads, not a sort of everything.</summary>
    private static readonly TimeSpan[] _windows =
    [
        TimeSpan.FromHours(3),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(7),
        TimeSpan.FromDays(45),
        TimeSpan.FromDays(400),
    ];

    /// <summary>No event is older.</summary>
    private static readonly DateTimeOffset _oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A page; null with the faults reported when the range is empty.</summary>
    public async Task<EventListResult?> AskAsync(
        Question question,
        EventListSpec spec,
        SpecErrors errors,
        CancellationToken cancellationToken
    )
    {
        var project = question.Project;
        // Events may lie up to a day ahead.
        var whole = new TimeRange(_oldest, question.Now.AddDays(2), project.Zone);
        var resolver = new RangeResolver(project.Zone, question.Now, (whole.Start, whole.End));
        var range = resolver.Resolve(
            new RangeSpec(
                spec.From ?? new RangePoint.Instant(whole.Start),
                spec.To ?? (spec.From is null or RangePoint.All ? new RangePoint.Instant(whole.End) : null),
                null,
                WeekStart.Monday
            )
        );
        if (range is null)
            errors.Add("/from", "empty_range", "The range is empty: it ends where or before it starts.");
        if (spec.Filter is { } filter)
            await runner.CheckRegexesAsync([(filter, "/filter")], errors, cancellationToken);
        if (range is null || errors.Any)
            return null;

        var items = await CollectAsync(question, spec, range, cancellationToken);
        var isLast = items.Count <= spec.Limit;
        var page = items.Take(spec.Limit).ToArray();
        return new EventListResult(page, isLast ? null : page[^1].Cursor.ToString());
    }

    /// <summary>One event by its id; null when there is none.</summary>
    public async Task<EventItem?> FindAsync(ProjectContext project, Guid id, CancellationToken cancellationToken)
    {
        var sql = EventListSql.One(new EventSource(project, CohortSql.Ever, runner.Persons), id);
        var rows = await runner.ReadAsync(runner.Ask(project), sql, cancellationToken);
        return rows.Count == 0 ? null : EventListSql.Read(rows[0]);
    }

    /// <summary>Up to one more than the limit, to know whether there are more.</summary>
    private async Task<List<EventItem>> CollectAsync(
        Question question,
        EventListSpec spec,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var items = new List<EventItem>();
        var end = spec.After is { } after && Instant(after) < range.End ? Instant(after) : range.End;
        // Without an end of one's own the first window reaches back from now, not from tomorrow.
        var anchor = end > question.Now ? question.Now : end;
        for (var i = 0; end > range.Start && items.Count <= spec.Limit; i++)
        {
            var start = i < _windows.Length ? anchor - _windows[i] : range.Start;
            start = start < range.Start ? range.Start : start;
            if (start >= end)
                continue;
            var source = new EventSource(question.Project, range with { Start = start, End = end }, runner.Persons);
            var sql = EventListSql.Page(spec, source, spec.Limit + 1 - items.Count);
            items.AddRange((await runner.ReadAsync(question, sql, cancellationToken)).Select(EventListSql.Read));
            end = start;
        }

        return items;

        // The cursor's own instant is still searched: others may share it.
        static DateTimeOffset Instant(EventCursor cursor) => DateTimeOffset.FromUnixTimeMilliseconds(cursor.TimestampMs + 1);
    }
}
