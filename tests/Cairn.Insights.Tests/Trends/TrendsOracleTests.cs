using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Tests.Histories;
using Cairn.Insights.Trends;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Trends;

/// <summary>Every number of generated questions about generated histories against plain LINQ, bit for bit.</summary>
public sealed class TrendsOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_001)]
    public async Task Trends_of_a_thousand_histories_are_what_plain_LINQ_says(int firstSeed)
    {
        var store = await StoredHistories.CreateAsync();
        var histories = Enumerable.Range(firstSeed, 1_000).Select(GeneratedHistory.Of).ToArray();
        var projects = await store.AddAsync([.. histories.Select(h => h.History)]);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForAsync(
            0,
            histories.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) =>
            {
                if (await CompareAsync(store, histories[i], projects[i], firstSeed + i) is { } difference)
                    wrong.Add(difference);
            }
        );
        wrong.Order().Take(3).ShouldBeEmpty($"{wrong.Count} of {histories.Length} differ");
    }

    [Fact]
    public Task Trends_over_the_person_index_are_the_same() =>
        OracleRun.AgreeAsync(
            60_001,
            150,
            (seed, history) => Plain(seed, GeneratedTrends.Of(seed, history)),
            runner => new TrendsKind(new TrendsQuery(runner), null!),
            answer => Describe((TrendsResult)answer),
            (generated, question) => Describe(new OracleTrends(generated.History, question, generated.Zone, generated.Now).Ask()),
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

    private static async Task<string?> CompareAsync(StoredHistories store, GeneratedHistory generated, ProjectId project, int seed)
    {
        var question = GeneratedTrends.Of(seed, generated);
        var text = $"seed {seed}, {generated.Zone.Id}, now {generated.Now:O}: {question.ToJsonString()}";
        try
        {
            var result = await AskAsync(store, generated, project, question);
            var expected = new OracleTrends(generated.History, question, generated.Zone, generated.Now).Ask();
            return Describe(result) == Describe(expected)
                ? null
                : $"{text}\n{Describe(result)}\n-- expected --\n{Describe(expected)}\n{result.Meta.Sql}";
        }
        catch (Exception e)
        {
            return $"{text}\n{e}";
        }
    }

    private static async Task<TrendsResult> AskAsync(
        StoredHistories store,
        GeneratedHistory generated,
        ProjectId project,
        JsonNode question
    )
    {
        using var runner = store.RunnerAt(generated.Now);
        var context = new ProjectContext(project, "generated", generated.Zone, "EUR");
        return (TrendsResult)await Asking.AnswerAsync(new TrendsKind(new TrendsQuery(runner), null!), runner, context, question);
    }

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
