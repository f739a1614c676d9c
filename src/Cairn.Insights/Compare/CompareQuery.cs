using Cairn.Events;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Compare;

/// <summary>Reads what is stored for the hours of another vendor's counts, and compares. Exact; nothing of the counts is kept.</summary>
public sealed class CompareQuery(QuestionRunner runner)
{
    private const long HourSeconds = 3600;

    /// <param name="theirs">At least one.</param>
    public async Task<ComparedCounts> AskAsync(
        ProjectContext project,
        IReadOnlyList<TheirCount> theirs,
        CancellationToken cancellationToken
    )
    {
        var range = new TimeRange(
            At(theirs.Min(t => t.Hour) - CompareCounts.MostShift),
            At(theirs.Max(t => t.Hour) + CompareCounts.MostShift + 1),
            project.Zone
        );
        var source = new EventSource(project, range, runner.Persons);
        var names = theirs.Select(t => t.Event).Distinct().ToList();
        var rows = await runner.ReadAsync(runner.Ask(project), PerHour(source, names), cancellationToken);
        return CompareCounts.Run(theirs, [.. rows.Select(r => new OurCount(r.String(0), r.Int64(1), r.Int64(2), r.Int64(3), r.Int64(4)))]);
    }

    /// <summary>Rows: (event, hour, hour it is counted in when late, events, bots). Late: received more than an hour after it happened. Hours since 1970.</summary>
    internal static Sql PerHour(EventSource source, IReadOnlyList<string> names) =>
        $"""
            SELECT toString(event), intDiv(toUnixTimestamp64Milli(timestamp), 3600000) AS hour,
                if(toUnixTimestamp64Milli(received_at) - toUnixTimestamp64Milli(timestamp) > 3600000, intDiv(toUnixTimestamp64Milli(received_at), 3600000), hour) AS counted,
                count(), countIf(ifNull({Sql.JsonPath("properties", "$is_bot")}.:Bool, false))
            FROM events
            WHERE {source.InRange} AND event IN {names}
            GROUP BY event, hour, counted
            """;

    private static DateTimeOffset At(long hour) => DateTimeOffset.FromUnixTimeSeconds(hour * HourSeconds);
}
