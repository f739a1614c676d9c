using Cairn.Query.Running;

namespace Cairn.Insights.Overview;

/// <summary>How is the project doing? Days are the project's; lastNDays include today, previousNDays are the N days before those.</summary>
/// <param name="TopEvents">Over the last 7 days, like every list here; at most ten each, the largest first.</param>
/// <param name="TopPages">Paths of $pageview events.</param>
/// <param name="TopReferrers">Referring domains of $pageview events.</param>
public sealed record OverviewResult(
    OverviewNumbers Today,
    OverviewNumbers Yesterday,
    OverviewNumbers Last7Days,
    OverviewNumbers Last28Days,
    OverviewNumbers Previous7Days,
    OverviewNumbers Previous28Days,
    OverviewSeries Series,
    IReadOnlyList<OverviewEvent> TopEvents,
    IReadOnlyList<OverviewCount> TopPages,
    IReadOnlyList<OverviewCount> TopReferrers,
    IReadOnlyList<OverviewCount> TopCountries,
    IReadOnlyList<OverviewCount> TopDevices,
    IReadOnlyList<OverviewCount> TopBrowsers,
    string Timezone,
    QueryMeta Meta
);

/// <summary>Exact. All pass over $identify, $alias, $set, $group and $engagement.</summary>
public sealed record OverviewNumbers(long Persons, long Events, long Sessions, long Pageviews);

/// <param name="Interval">day: the last 28 days; hour: today, while the project has no earlier events in them.</param>
public sealed record OverviewSeries(string Interval, IReadOnlyList<OverviewPoint> Points);

public sealed record OverviewPoint(DateTimeOffset T, long Persons, long Events);

public sealed record OverviewEvent(string Name, long Count, long Persons);

public sealed record OverviewCount(string Name, long Count);
