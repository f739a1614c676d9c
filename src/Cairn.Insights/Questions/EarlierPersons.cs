using Cairn.Events;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Questions;

/// <summary>Who did something before, since ever? For whatever asks who is new.</summary>
internal static class EarlierPersons
{
    /// <summary>No event is older.</summary>
    private static readonly DateTimeOffset _oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everybody with such an event before <paramref name="before"/>. Reads a row per person.</summary>
    /// <param name="range">Of the question; only its zone is used.</param>
    public static async Task<HashSet<ulong>> AskAsync(
        QuestionRunner runner,
        Question question,
        Selector selector,
        Filter? filter,
        TimeRange range,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        if (before <= _oldest)
            return [];
        var scan = range with { Start = _oldest, End = before };
        var found = await runner.WalkAsync(
            question,
            new SequenceSpec(scan, [selector], filter, Grain: Buckets.Whole(scan)),
            () => new HashSet<ulong>(),
            static (persons, person, _) => persons.Add(person),
            cancellationToken
        );
        var all = new HashSet<ulong>(found.Sum(f => f.Count));
        foreach (var persons in found)
            all.UnionWith(persons);
        return all;
    }
}
