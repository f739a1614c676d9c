using Cairn.Insights.Answers;
using Cairn.Insights.Cohorts;
using Cairn.Insights.EventList;
using Cairn.Insights.Overview;
using Cairn.Insights.Questions;
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
            .AddSingleton<CohortMembersQuery>()
            .AddSingleton<TrendsQuery>()
            .AddSingleton<TrendsPersonsQuery>()
            .AddSingleton<IQuestionKind, TrendsKind>();
}
