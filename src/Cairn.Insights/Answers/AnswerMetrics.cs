using System.Diagnostics.Metrics;

namespace Cairn.Insights.Answers;

/// <summary>Where answers came from.</summary>
internal static class AnswerMetrics
{
    private static readonly Meter _meter = new("Cairn.Insights");

    private static readonly Counter<long> _answers = _meter.CreateCounter<long>(
        "cairn_answers",
        description: "Answers by source: computed, shared (with a caller who asked at the same time), cached, outdated (allowed by maxAge)."
    );

    public static void Count(string source) => _answers.Add(1, new KeyValuePair<string, object?>("source", source));
}
