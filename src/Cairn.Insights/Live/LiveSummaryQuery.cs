using System.Globalization;
using Cairn.Events;
using Cairn.Query.Running;
using Cairn.Query.Sources;

namespace Cairn.Insights.Live;

/// <summary>Answers the live summary.</summary>
public sealed class LiveSummaryQuery(QuestionRunner runner)
{
    /// <summary>Who did nothing for so long has gone.</summary>
    private static readonly TimeSpan _online = TimeSpan.FromMinutes(5);

    private const long MinuteMs = 60_000;

    /// <param name="minutes">Of the counts per minute and the countries, the minute that runs included.</param>
    public async Task<LiveSummaryResult> AskAsync(ProjectContext project, int minutes, CancellationToken cancellationToken)
    {
        var question = runner.Ask(project);
        // To the end of the minute that runs: a client's clock may be a little ahead.
        var end = (question.Now.ToUnixTimeMilliseconds() / MinuteMs) + 1;
        var whole = new TimeRange(At(end - minutes), At(end), project.Zone);
        var window = new EventSource(project, whole, runner.Persons);
        var now = new EventSource(project, whole with { Start = question.Now - _online }, runner.Persons);
        var online = await runner.ReadAsync(question, LiveSummarySql.Online(now), cancellationToken);
        var counts = await runner.ReadAsync(question, LiveSummarySql.PerMinute(window), cancellationToken);
        var countries = await runner.ReadAsync(question, LiveSummarySql.Countries(window), cancellationToken);
        var byMinute = counts.ToDictionary(r => r.Int64(0));
        return new LiveSummaryResult(
            [
                .. online.Select(r => new OnlinePerson(
                    r.UInt64(0).ToString(CultureInfo.InvariantCulture),
                    r.String(1),
                    r.Time(2),
                    r.String(3),
                    Known(r.String(4)),
                    Known(r.String(5)),
                    r.Int64(6)
                )),
            ],
            online.Count > 0 ? online[0].Int64(7) : 0,
            minutes,
            Number(0, 2),
            Number(0, 1),
            [.. Enumerable.Range(0, minutes).Select(i => end - minutes + i).Select(m => new LiveMinute(At(m), Number(m, 1), Number(m, 2)))],
            [.. countries.Select(r => new LiveCountry(Known(r.String(0)), r.Int64(1), r.Int64(2)))],
            question.Meta(
                whole,
                null,
                [
                    "Numbers pass over $identify, $alias, $set, $group and $engagement; persons are counted after merges.",
                    "Online is who did something in the last five minutes. The last minute is not over.",
                ],
                At(end - 1)
            )
        );

        long Number(long minute, int column) => byMinute.TryGetValue(minute, out var row) ? row.Int64(column) : 0;
    }

    private static DateTimeOffset At(long minute) => DateTimeOffset.FromUnixTimeMilliseconds(minute * MinuteMs);

    private static string? Known(string text) => text.Length > 0 ? text : null;
}
