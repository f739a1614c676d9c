using System.Text.Json.Nodes;
using Cairn.Insights.Funnels;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Funnels;

/// <summary>Every number of generated funnels about generated histories against plain LINQ, bit for bit.</summary>
public sealed class FunnelOracleTests
{
    [Fact]
    public Task Funnels_of_generated_histories_are_what_plain_LINQ_says() =>
        OracleRun.AgreeAsync(
            20_001,
            2_000,
            GeneratedFunnel.Of,
            runner => new FunnelKind(new FunnelQuery(runner), null!),
            answer => Describe((FunnelResult)answer),
            (generated, question) => new OracleFunnel(generated.History, question, generated.Zone, generated.Now).Describe()
        );

    [Fact]
    public Task Funnels_over_the_person_index_are_the_same() =>
        OracleRun.AgreeAsync(
            50_001,
            150,
            (seed, history) => Plain(GeneratedFunnel.Of(seed, history)),
            runner => new FunnelKind(new FunnelQuery(runner), null!),
            answer => Describe((FunnelResult)answer),
            (generated, question) => new OracleFunnel(generated.History, question, generated.Zone, generated.Now).Describe(),
            isIndexed: true
        );

    /// <summary>A question that names alone decide, as the index can answer.</summary>
    private static JsonObject Plain(JsonObject question)
    {
        foreach (var field in (string[])["filter", "by", "breakdowns", "attribution"])
            question.Remove(field);
        var names = new HashSet<string>();
        foreach (var step in question["steps"]!.AsArray().Concat(question["exclusions"]?.AsArray() ?? []))
        {
            step!.AsObject().Remove("where");
            // Each name once, or the order of arrival matters and the table is read.
            if (!names.Add(step["event"]?.GetValue<string>() ?? "") || step["event"] is null)
                step["event"] = ((string[])["buy", "view", "$pageview", "$identify", "$set", "$group"]).First(names.Add);
        }

        return question;
    }

    private static string Describe(FunnelResult result)
    {
        var text = Describe(result.Steps);
        if (result.Breakdowns is { } breakdowns)
            text += "\n" + string.Join('\n', breakdowns.Select(b => $"[{b.Value.Single()}] {Describe(b.Steps)}"));
        if (result.Trend is { } trend)
            text +=
                "\n"
                + string.Join(
                    "; ",
                    trend.Select(p => $"{p.T.UtcDateTime:s} {p.Entered} {p.Converted} {(p.Rate is { } r ? $"{r:R}" : "-")}")
                );
        if (result.Histogram is { } histogram)
            text +=
                "\n"
                + (
                    histogram.Count == 0
                        ? "nobody"
                        : string.Join("; ", histogram.Select(h => $"{h.FromSeconds:R}-{h.ToSeconds:R} {h.Count}"))
                );
        return text;
    }

    private static string Describe(IReadOnlyList<FunnelStep> steps) =>
        string.Join(
            "; ",
            steps.Select(s =>
                $"{s.Name} {s.Count} {Show(s.FromPrevious)} {Show(s.FromFirst)} {s.Dropped} {Show(s.MedianSeconds)} {Show(s.AverageSeconds)}"
            )
        );

    private static string Show(double? number) => number is { } n ? $"{n:R}" : "-";
}
