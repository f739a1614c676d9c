using System.Text.Json.Nodes;
using Cairn.Insights.Tests.Histories;
using Cairn.Insights.Trends;
using Cairn.Oracle;
using Cairn.Query.Running;

namespace Cairn.Insights.Tests.Trends;

/// <summary>Every number of generated questions about generated histories against plain LINQ, bit for bit.</summary>
public sealed class TrendsOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_001)]
    public Task Trends_of_generated_histories_are_what_plain_LINQ_says(int firstSeed) =>
        OracleRun.AgreeAsync(firstSeed, 1_000, GeneratedTrends.Of, KindOf, Shown, Expected);

    [Fact]
    public Task Trends_over_the_person_index_are_the_same() =>
        OracleRun.AgreeAsync(
            60_001,
            150,
            (seed, history) => Plain(seed, GeneratedTrends.Of(seed, history)),
            KindOf,
            Shown,
            Expected,
            isIndexed: true
        );

    /// <summary>A question that names alone decide: persons and counts, or any event by name.</summary>
    private static JsonObject Plain(int seed, JsonObject question)
    {
        foreach (var field in (string[])["filter", "breakdowns", "display", "formula"])
            question.Remove(field);
        foreach (var series in question["series"]!.AsArray())
        {
            series!.AsObject().Remove("where");
            series.AsObject().Remove("property");
            series["measure"] = ((string[])["persons", "count", "per_person", "dau"])[seed % 4];
        }

        if (seed % 3 > 0)
            return question;
        question["series"] = new JsonArray(new JsonObject { ["event"] = null, ["measure"] = "count" });
        question["breakdowns"] = new JsonArray(
            new JsonObject
            {
                ["property"] = "event",
                ["scope"] = "event",
                ["limit"] = 3,
            }
        );
        return question;
    }

    private static TrendsKind KindOf(QuestionRunner runner) => new(new TrendsQuery(runner), null!);

    private static string Shown(object answer) => Describe((TrendsResult)answer);

    private static string Expected(GeneratedHistory generated, JsonObject question) =>
        Describe(new OracleTrends(generated.History, question, generated.Zone, generated.Now).Ask());

    private static string Describe(TrendsResult result) =>
        string.Join(
            '\n',
            result.Series.Select(line =>
                $"{line.Name} [{string.Join(" | ", line.Breakdown ?? [])}] {line.Total:R}: {Describe(line.Points)}"
                + (line.Previous is { } p ? $" before {p.Total:R}: {Describe(p.Points)}" : "")
            )
        );

    private static string Describe(IReadOnlyList<TrendsPoint> points) =>
        $"{points.Count} points "
        + string.Join(", ", points.Where(p => p.Value != 0).Select(p => $"{p.T.UtcDateTime:yyyy-MM-ddTHH:mm}={p.Value:R}"))
        + $" from {points[0].T.UtcDateTime:s} to {points[^1].T.UtcDateTime:s}";

    private static string Describe(IReadOnlyList<OracleLine> lines) =>
        string.Join(
            '\n',
            lines.Select(line =>
                $"{line.Name} [{string.Join(" | ", line.Breakdown)}] {line.Total:R}: {Describe(line.Points)}"
                + (line.PreviousPoints is { } p ? $" before {line.PreviousTotal:R}: {Describe(p)}" : "")
            )
        );

    private static string Describe(List<(DateTimeOffset T, double Value)> points) =>
        Describe([.. points.Select(p => new TrendsPoint(p.T, p.Value))]);
}
