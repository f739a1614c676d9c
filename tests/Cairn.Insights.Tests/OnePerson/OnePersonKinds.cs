using System.Text.Json.Nodes;
using Cairn.Insights.Funnels;
using Cairn.Insights.Lifecycle;
using Cairn.Insights.Paths;
using Cairn.Insights.Questions;
using Cairn.Insights.Retention;
using Cairn.Insights.Stickiness;
using Cairn.Insights.Tests.Histories;
using Cairn.Insights.Trends;
using Cairn.Query.Running;

namespace Cairn.Insights.Tests.OnePerson;

/// <summary>Every kind of question: may a caller who sees one person only ask it, and how are such questions made?</summary>
internal static class OnePersonKinds
{
    /// <summary>Those that look at others by their nature.</summary>
    public static readonly string[] Refused = ["sql", "correlation", "discovery"];

    /// <summary>Those that may be asked: a question by seed, and what answers it.</summary>
    public static readonly IReadOnlyDictionary<string, OnePersonKind> Asked = new Dictionary<string, OnePersonKind>
    {
        ["trends"] = new(GeneratedTrends.Of, runner => new TrendsKind(new TrendsQuery(runner), null!)),
        ["funnel"] = new(GeneratedFunnel.Of, runner => new FunnelKind(new FunnelQuery(runner), null!)),
        ["retention"] = new(GeneratedRetention.Retention, runner => new RetentionKind(new RetentionQuery(runner), null!)),
        ["lifecycle"] = new(GeneratedRetention.Lifecycle, runner => new LifecycleKind(new LifecycleQuery(runner, null!))),
        ["stickiness"] = new(GeneratedRetention.Stickiness, runner => new StickinessKind(new StickinessQuery(runner, null!))),
        ["paths"] = new(GeneratedPaths.Of, runner => new PathKind(new PathQuery(runner), null!)),
    };
}

internal sealed record OnePersonKind(Func<int, GeneratedHistory, JsonObject> Question, Func<QuestionRunner, IQuestionKind> Kind);
