using Cairn.Events;
using Cairn.Insights.EventList;
using Cairn.Query.Running;
using Cairn.Query.Sources;

namespace Cairn.Insights.People;

/// <summary>Lists one person's sessions with their events.</summary>
public sealed class TimelineQuery(QuestionRunner runner, PeopleQuery people, ProfileQuery profiles)
{
    /// <summary>A person's events beyond so many, the oldest, are not looked at.</summary>
    private const int _mostEvents = 200_000;

    /// <summary>A session's events beyond so many, the oldest, are not listed.</summary>
    private const int _mostOfSession = 500;

    /// <summary>A page of sessions; null when nobody with this id has an event.</summary>
    /// <param name="id">As for <see cref="ProfileQuery.FindAsync"/>.</param>
    /// <param name="after">Newest event of the last session of the page before.</param>
    public async Task<TimelineResult?> AskAsync(
        ProjectContext project,
        string id,
        int limit,
        EventCursor? after,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(project);
        await foreach (var person in profiles.CandidatesAsync(project, id, cancellationToken))
        {
            var sql = PeopleSql.Timeline(people.Whole(question), person, _mostEvents + 1);
            var rows = await runner.ReadAsync(question, sql, cancellationToken);
            if (rows.Count == 0)
                continue;
            var events = rows.Take(_mostEvents).Select(r => new TimelineEvent(r.Int64(0), r.UInt64(1), r.String(2), r.Int64(3) == 1));
            var sessions = Timeline
                .Sessions([.. events])
                .Where(s => after is null || (s[0].At, s[0].Sequence).CompareTo((after.TimestampMs, after.Sequence)) < 0)
                .Take(limit + 1)
                .ToList();
            var page = sessions.Take(limit).ToList();
            return new TimelineResult(
                await ReadAsync(question, page, cancellationToken),
                sessions.Count > limit ? new EventCursor(page[^1][0].At, page[^1][0].Sequence).ToString() : null,
                rows.Count <= _mostEvents
            );
        }

        return null;
    }

    private async Task<IReadOnlyList<TimelineSession>> ReadAsync(
        Question question,
        IReadOnlyList<IReadOnlyList<TimelineEvent>> sessions,
        CancellationToken cancellationToken
    )
    {
        if (sessions.Count == 0)
            return [];
        var listed = sessions.SelectMany(s => s.Take(_mostOfSession)).ToList();
        var source = new EventSource(
            question.Project,
            new TimeRange(Instant(listed.Min(e => e.At)), Instant(listed.Max(e => e.At) + 1), question.Project.Zone),
            runner.Persons
        );
        IReadOnlyList<ulong> sequences = [.. listed.Select(e => e.Sequence)];
        var rows = await runner.ReadAsync(question, EventListSql.Of(source, sequences), cancellationToken);
        var items = rows.Select(EventListSql.Read).ToDictionary(i => i.Cursor.Sequence);
        return
        [
            .. sessions.Select(s => new TimelineSession(
                s[0].SessionId is { Length: > 0 } client ? client : null,
                Instant(s[^1].At),
                Instant(s[0].At),
                s.Count,
                [.. s.Take(_mostOfSession).Where(e => items.ContainsKey(e.Sequence)).Select(e => items[e.Sequence])]
            )),
        ];

        static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }
}
