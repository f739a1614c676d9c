using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.Lifecycle;

/// <summary>Who is new, who stays, who comes back, who is gone? Meanings: <c>docs/semantics/lifecycle.md</c>.</summary>
/// <param name="Selector">What being active means.</param>
public sealed record LifecycleSpec(RangeSpec Range, Interval Interval, Selector Selector, Filter? Filter = null)
{
    /// <summary>Every filter with its place in the question.</summary>
    public IEnumerable<(Filter Filter, string Pointer)> Filters()
    {
        if (Filter is not null)
            yield return (Filter, "/filter");
        if (Selector.Where is not null)
            yield return (Selector.Where, "/selector/where");
    }
}

/// <summary>What a person is in a bucket.</summary>
public enum LifecycleStatus
{
    /// <summary>Active, for the first time ever.</summary>
    New,

    /// <summary>Active, and in the bucket before too.</summary>
    Returning,

    /// <summary>Active, neither new nor in the bucket before.</summary>
    Resurrecting,

    /// <summary>Not active, but in the bucket before.</summary>
    Dormant,
}
