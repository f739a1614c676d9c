using Cairn.Query.Filters;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Funnels;

/// <summary>How many get from step to step, each within a window from the first? Meanings: <c>docs/semantics/funnels.md</c>.</summary>
/// <param name="Range">The first step must lie in it; later steps may come after it.</param>
/// <param name="Steps">2 to 20.</param>
/// <param name="Window">From the first step to the last, both ends included.</param>
/// <param name="FromStep">For the trend and the time to convert; counts from 0.</param>
/// <param name="ToStep">Likewise; greater.</param>
public sealed record FunnelSpec(
    RangeSpec Range,
    IReadOnlyList<Selector> Steps,
    FunnelOrder Order,
    FunnelWindow Window,
    IReadOnlyList<FunnelExclusion> Exclusions,
    EntityBy By,
    IReadOnlyList<Breakdown> Breakdowns,
    FunnelAttribution Attribution,
    FunnelView View,
    Interval Interval,
    int FromStep,
    int ToStep,
    Filter? Filter
)
{
    /// <summary>Steps first, then exclusions: the order of the bits in the events' masks.</summary>
    public IReadOnlyList<Selector> Selectors { get; } = [.. Steps, .. Exclusions.Select(e => e.Selector)];

    /// <summary>Every filter with its place in the question.</summary>
    public IEnumerable<(Filter Filter, string Pointer)> Filters()
    {
        if (Filter is not null)
            yield return (Filter, "/filter");
        for (var i = 0; i < Steps.Count; i++)
            if (Steps[i].Where is { } where)
                yield return (where, $"/steps/{i}/where");
        for (var i = 0; i < Exclusions.Count; i++)
            if (Exclusions[i].Selector.Where is { } where)
                yield return (where, $"/exclusions/{i}/where");
    }
}

/// <summary>What may happen between steps.</summary>
public enum FunnelOrder
{
    /// <summary>Anything; the steps come in their order.</summary>
    Ordered,

    /// <summary>Nothing: the steps follow one another at once.</summary>
    Strict,

    /// <summary>Anything; the steps come in any order.</summary>
    Any,
}

/// <summary>What an answer adds to the steps.</summary>
public enum FunnelView
{
    Steps,
    Trend,
    TimeToConvert,
}

/// <summary>A duration: days have 24 hours, months 30 days.</summary>
public sealed record FunnelWindow(long Value, string Unit, long Milliseconds);

/// <summary>Whoever does it after step <paramref name="From"/> and before step <paramref name="To"/> is out.</summary>
public sealed record FunnelExclusion(Selector Selector, int From, int To);

/// <summary>Which event of the attempt gives the breakdown's value.</summary>
/// <param name="Step">Only that step's; null: the first or the last event that has one.</param>
public sealed record FunnelAttribution(bool IsLast, int? Step);
