using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Cohorts;
using Cairn.Insights.Tests.Histories;
using Cairn.Insights.Trends;
using Cairn.Oracle;
using Cairn.Query.Spec;
using Cairn.Store.Cohorts;

namespace Cairn.Insights.Tests.Cohorts;

/// <summary>Members of generated cohorts, and trends filtered and broken down by them, against plain LINQ.</summary>
public sealed class CohortOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_001)]
    public Task Members_in_two_hundred_histories_are_whom_plain_LINQ_names(int firstSeed) => CompareAllAsync(firstSeed, 200, MembersAsync);

    [Fact]
    public Task Trends_by_cohort_of_a_hundred_histories_are_what_plain_LINQ_says() => CompareAllAsync(5_001, 100, TrendsAsync);

    private delegate Task<(string Found, string Expected)> Compare(
        StoredHistories store,
        GeneratedHistory generated,
        GeneratedCohorts cohorts,
        ProjectContext project,
        int seed
    );

    private static async Task CompareAllAsync(int firstSeed, int count, Compare compareAsync)
    {
        var store = await StoredHistories.CreateAsync();
        var histories = Enumerable.Range(firstSeed, count).Select(GeneratedHistory.Of).ToArray();
        var projects = await store.AddAsync([.. histories.Select(h => h.History)]);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, cancellationToken) =>
            {
                var cohorts = GeneratedCohorts.Of(firstSeed + i, histories[i]);
                var text = $"seed {firstSeed + i}, now {histories[i].Now:O}: {cohorts.Definition("outer").ToJsonString()}";
                try
                {
                    if (cohorts.List.Length > 0)
                        await new CohortLists(store.Client).AddAsync(projects[i], cohorts.ListId, cohorts.List, cancellationToken);
                    var project = new ProjectContext(projects[i], "generated", histories[i].Zone, "EUR");
                    var (found, expected) = await compareAsync(store, histories[i], cohorts, project, firstSeed + i);
                    if (found != expected)
                        wrong.Add($"{text}\n{found}\n-- expected --\n{expected}");
                }
                catch (Exception e)
                {
                    wrong.Add($"{text}\n{e}");
                }
            }
        );
        wrong.Order().Take(3).ShouldBeEmpty($"{wrong.Count} of {count} differ");
    }

    private static async Task<(string Found, string Expected)> MembersAsync(
        StoredHistories store,
        GeneratedHistory generated,
        GeneratedCohorts cohorts,
        ProjectContext project,
        int seed
    )
    {
        var runner = store.RunnerAt(generated.Now, cohorts.Stored);
        var question = runner.Ask(project);
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        var cohort = question.Cohorts!.Find(new SpecNode(JsonSerializer.SerializeToElement("outer"), "", errors));
        errors.Items.ShouldBeEmpty();
        var page = await new CohortMembersQuery(runner).PageAsync(question, cohort!, null, 1_000, CancellationToken.None);
        var history = cohorts.History();
        var expected = history
            .Events.Select(e => history.PersonOf(e.DistinctId))
            .Distinct()
            .Where(person => history.Cohorts!.Contains("outer", person))
            .Select(person => PersonId.Of(project.Id, person).Value)
            .Order();
        return (string.Join(' ', page.Items.Select(p => p.PersonId)), string.Join(' ', expected));
    }

    private static async Task<(string Found, string Expected)> TrendsAsync(
        StoredHistories store,
        GeneratedHistory generated,
        GeneratedCohorts cohorts,
        ProjectContext project,
        int seed
    )
    {
        var question = GeneratedTrends.Of(seed, generated);
        question.Remove("compare");
        var cohort = new JsonObject { ["cohort"] = "outer", ["in"] = seed % 3 > 0 };
        question["filter"] = question["filter"] is { } filter
            ? new JsonObject { ["and"] = new JsonArray(filter.DeepClone(), cohort) }
            : cohort;
        question["breakdowns"] = new JsonArray(new JsonObject { ["property"] = "inner", ["scope"] = "cohort" });
        var runner = store.RunnerAt(generated.Now, cohorts.Stored);
        var result = (TrendsResult)await Asking.AnswerAsync(new TrendsKind(new TrendsQuery(runner), null!), runner, project, question);
        var expected = new OracleTrends(cohorts.History(), question, generated.Zone, generated.Now).Ask();
        return (
            string.Join('\n', result.Series.Select(l => Describe(l.Name, l.Breakdown!, l.Total, l.Points.Select(p => p.Value)))),
            string.Join('\n', expected.Select(l => Describe(l.Name, l.Breakdown, l.Total, l.Points.Select(p => (double?)p.Value))))
        );
    }

    private static string Describe(string name, IReadOnlyList<string> labels, double? total, IEnumerable<double?> points) =>
        $"{name} [{string.Join(" | ", labels)}] {total:R}: {string.Join(", ", points.Select((v, i) => (v, i)).Where(p => p.v != 0).Select(p => $"{p.i}={p.v:R}"))}";
}
