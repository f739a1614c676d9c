using Cairn.Insights.Correlations;
using Cairn.Insights.Discovery;
using Cairn.Insights.Funnels;
using Cairn.Insights.Lifecycle;
using Cairn.Insights.Paths;
using Cairn.Insights.Retention;
using Cairn.Insights.SqlConsole;
using Cairn.Insights.Stickiness;
using Cairn.Insights.Trends;

namespace Cairn.Insights.Questions;

/// <summary>The answer to a question, by its kind. For the documentation, which makes it one of these.</summary>
public sealed record AnyAnswer(
    TrendsResult Trends,
    FunnelResult Funnel,
    RetentionResult Retention,
    LifecycleResult Lifecycle,
    StickinessResult Stickiness,
    PathResult Paths,
    CorrelationResult Correlation,
    DiscoveryResult Discovery,
    SqlResult Sql
);
