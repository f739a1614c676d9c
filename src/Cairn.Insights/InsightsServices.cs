using Cairn.Insights.Catalog;
using Cairn.Insights.EventList;
using Cairn.Insights.Export;
using Cairn.Insights.Overview;
using Cairn.Insights.Questions;
using Cairn.Insights.SqlConsole;
using Cairn.Insights.Trends;
using Cairn.Query.Running;
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
            .AddSingleton<OverviewQuery>()
            .AddSingleton<EventListQuery>()
            .AddSingleton<TrendsQuery>()
            .AddSingleton<TrendsPersonsQuery>()
            .AddSingleton<IQuestionKind, TrendsKind>()
            .AddSingleton<CatalogQuery>()
            .AddSingleton<EventExport>()
            .AddSingleton<SqlQuery>()
            .AddSingleton<IQuestionKind, SqlKind>();
}
