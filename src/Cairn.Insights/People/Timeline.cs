using System.Runtime.InteropServices;
using Cairn.Query.Sources;

namespace Cairn.Insights.People;

/// <summary>One of a person's events.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="SessionId">The client's; empty for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimelineEvent(long At, ulong Sequence, string SessionId, bool IsBehaviour);

/// <summary>A person's events put into sessions. Pure.</summary>
internal static class Timeline
{
    /// <summary>Sessions, the one with the newest event first; events newest first. What is no behaviour and has no client's session id belongs to no session by
    /// the rules of counting; here it stands with the run it falls into, or alone.</summary>
    /// <param name="newestFirst">All events, by time and sequence.</param>
    public static IReadOnlyList<IReadOnlyList<TimelineEvent>> Sessions(IReadOnlyList<TimelineEvent> newestFirst)
    {
        var clients = newestFirst
            .Where(e => e.SessionId.Length > 0)
            .GroupBy(e => e.SessionId)
            .Select(g => (IReadOnlyList<TimelineEvent>)[.. g]);
        return
        [
            .. Runs([.. newestFirst.Where(e => e.SessionId.Length == 0).Reverse()])
                .Concat(clients)
                .OrderByDescending(s => s[0].At)
                .ThenByDescending(s => s[0].Sequence),
        ];
    }

    private static IEnumerable<IReadOnlyList<TimelineEvent>> Runs(IReadOnlyList<TimelineEvent> oldestFirst)
    {
        var run = new List<TimelineEvent>();
        // When the run's last behaviour event was; null while it has none.
        long? last = null;
        foreach (var e in oldestFirst)
        {
            var isOver = last is { } l && e.At - l >= SessionsSql.GapMs;
            if (run.Count > 0 && (isOver || (last is null && e.IsBehaviour)))
            {
                yield return NewestFirst(run);
                run = [];
                last = null;
            }

            run.Add(e);
            if (e.IsBehaviour)
                last = e.At;
        }

        if (run.Count > 0)
            yield return NewestFirst(run);
    }

    private static List<TimelineEvent> NewestFirst(List<TimelineEvent> run)
    {
        run.Reverse();
        return run;
    }
}
