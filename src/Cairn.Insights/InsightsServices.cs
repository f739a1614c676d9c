using Cairn.Insights.Answers;
using Cairn.Insights.Catalog;
using Cairn.Insights.Cohorts;
using Cairn.Insights.Compare;
using Cairn.Insights.Correlations;
using Cairn.Insights.Discovery;
using Cairn.Insights.EventList;
using Cairn.Insights.Export;
using Cairn.Insights.Funnels;
using Cairn.Insights.Lifecycle;
using Cairn.Insights.Live;
using Cairn.Insights.Overview;
using Cairn.Insights.Paths;
using Cairn.Insights.People;
using Cairn.Insights.Questions;
using Cairn.Insights.Retention;
using Cairn.Insights.SqlConsole;
using Cairn.Insights.Stickiness;
using Cairn.Insights.Trends;
using Cairn.Query.Running;
using Cairn.Store.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Insights;

/// <summary>What answers questions.</summary>
public static class InsightsServices
{
    /// <summary>Everything that questions need. The server adds the ClickHouse client, the identities and a clock.</summary>
    public static IServiceCollection AddInsights(this IServiceCollection services) =>
        services
            .AddSingleton<QuestionRunner>()
            .AddSingleton<QuestionKinds>()
            .AddSingleton<AnswerQuestion>()
            .AddSingleton<AnswerCache>()
            .AddSingleton<DataVersions>()
            .AddSingleton<OverviewQuery>()
            .AddSingleton<EventListQuery>()
            .AddSingleton<LiveSummaryQuery>()
            .AddSingleton<CompareQuery>()
            .AddSingleton<DescribePersons>()
            .AddSingleton<CohortMembersQuery>()
            .AddSingleton<PeopleQuery>()
            .AddSingleton<ProfileQuery>()
            .AddSingleton<TimelineQuery>()
            .AddSingleton<TrendsQuery>()
            .AddSingleton<TrendsPersonsQuery>()
            .AddSingleton<IQuestionKind, TrendsKind>()
            .AddSingleton<FunnelQuery>()
            .AddSingleton<FunnelPersonsQuery>()
            .AddSingleton<IQuestionKind, FunnelKind>()
            .AddSingleton<CorrelationQuery>()
            .AddSingleton<CorrelationPersonsQuery>()
            .AddSingleton<IQuestionKind, CorrelationKind>()
            .AddSingleton<DiscoveryQuery>()
            .AddSingleton<IQuestionKind, DiscoveryKind>()
            .AddSingleton<RetentionQuery>()
            .AddSingleton<RetentionPersonsQuery>()
            .AddSingleton<IQuestionKind, RetentionKind>()
            .AddSingleton<LifecycleQuery>()
            .AddSingleton<IQuestionKind, LifecycleKind>()
            .AddSingleton<StickinessQuery>()
            .AddSingleton<IQuestionKind, StickinessKind>()
            .AddSingleton<CatalogQuery>()
            .AddSingleton<EventExport>()
            .AddSingleton<SqlQuery>()
            .AddSingleton<IQuestionKind, SqlKind>()
            .AddSingleton<PathQuery>()
            .AddSingleton<PathPersonsQuery>()
            .AddSingleton<IQuestionKind, PathKind>();
}
