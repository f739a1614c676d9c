using Cairn.Insights.Funnels;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Discovery;

/// <summary>Which ways lead to a goal, from the data alone? Meanings: <c>docs/semantics/discovery.md</c>.</summary>
/// <param name="Steps">So many at most, the goal included.</param>
/// <param name="MinShare">Of those who reach the goal, how many must have gone a way, 0..1.</param>
public sealed record DiscoverySpec(
    RangeSpec Range,
    Selector Goal,
    int Steps,
    FunnelWindow Window,
    double MinShare,
    int Limit,
    Filter? Filter
)
{
    /// <summary>Events looked at: those of most persons.</summary>
    public const int MostEvents = 100;

    /// <summary>Of one person, the last before the goal.</summary>
    public const int MostEventsPerPerson = 40;

    /// <summary>Reads the question; null when it has faults, all of which are reported.</summary>
    public static DiscoverySpec? Read(SpecNode body)
    {
        if (body.Object("kind", "range", "goal", "steps", "window", "minShare", "limit", "filter") is not { } fields)
            return null;
        var range = fields.Required("range") is { } r ? RangeReader.Read(r) : null;
        var goal = Selector.Read(fields.Required("goal"));
        var spec = new DiscoverySpec(
            range!,
            goal,
            fields["steps"]?.Whole(2, 6) ?? 4,
            fields["window"] is { } window ? FunnelReader.ReadWindow(window) : new FunnelWindow(7, "day", 7 * 24L * 3_600_000),
            fields["minShare"] is { } share ? ReadShare(share) : 0.05,
            fields["limit"]?.Whole(1, 20) ?? 10,
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null
        );
        if (goal.Event is null && fields["goal"] is { } node)
            node.Fault("required", "A goal names its event: any event is no goal.");
        return body.Errors.Any ? null : spec;
    }

    private static double ReadShare(SpecNode node)
    {
        if (
            node.Element.ValueKind == System.Text.Json.JsonValueKind.Number
            && node.Element.TryGetDouble(out var share)
            && share is >= 0.001 and <= 1
        )
            return share;
        node.Fault("invalid_value", "This must be a share from 0.001 to 1.");
        return 1;
    }
}

/// <summary>Ways to a goal, the most telling first.</summary>
/// <param name="Reached">Persons who reached the goal in the range.</param>
/// <param name="BaseRate">Of the persons active in the range, how many reached it; null over nobody.</param>
/// <param name="Items">Funnels ready to be asked and saved.</param>
public sealed record DiscoveryResult(long Reached, double? BaseRate, IReadOnlyList<DiscoveredFunnel> Items, Query.Running.QueryMeta Meta);

/// <summary>One way.</summary>
/// <param name="Events">Its steps, the goal last.</param>
/// <param name="Share">Of those who reached the goal, how many went this way before, 0..1.</param>
/// <param name="Entered">Persons who took the first step: the funnel's own count.</param>
/// <param name="Converted">Who went all the way: the funnel's own count.</param>
/// <param name="Rate">Converted of entered; null over nobody.</param>
/// <param name="Lift">The rate against the base rate: above 1, whoever goes this way reaches the goal more often than people do. Null over nobody.</param>
/// <param name="Query">The funnel's question.</param>
public sealed record DiscoveredFunnel(
    IReadOnlyList<string> Events,
    double Share,
    long Entered,
    long Converted,
    double? Rate,
    double? Lift,
    System.Text.Json.Nodes.JsonObject Query
);
