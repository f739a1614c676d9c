using Cairn.Insights.Funnels;
using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.Correlations;

/// <summary>What separates those who succeeded from those who did not? Meanings: <c>docs/semantics/correlation.md</c>.</summary>
public abstract record CorrelationSpec
{
    /// <summary>Success is to get through a funnel; whoever takes only its first step fails.</summary>
    public sealed record OfFunnel(FunnelSpec Funnel) : CorrelationSpec;

    /// <summary>Success is to be seen again so many periods after the first start event in the range; failure not to be.</summary>
    /// <param name="OrAfter">Or later.</param>
    public sealed record OfRetention(
        RangeSpec Range,
        Selector Start,
        Selector Return,
        Interval Interval,
        int Period,
        bool OrAfter,
        Filter? Filter
    ) : CorrelationSpec;

    /// <summary>Events looked at: those of most entities.</summary>
    public const int MostEvents = 300;

    /// <summary>Person properties looked at: those of most persons.</summary>
    public const int MostProperties = 25;

    /// <summary>Values of one property looked at: those of most persons.</summary>
    public const int MostValues = 10;

    /// <summary>Fewer on either side, and nothing is called significant.</summary>
    public const int LeastPerSide = 10;

    /// <summary>Where chance would put fewer into a cell, a trait is never called significant (W. G. Cochran's rule, 1954).</summary>
    public const double LeastExpected = 5;

    /// <summary>Adjusted p-values below are called significant.</summary>
    public const double Level = 0.05;
}
