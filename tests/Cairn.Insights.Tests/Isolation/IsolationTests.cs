using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Insights.Tests.Histories;
using Cairn.Insights.Tests.OnePerson;
using Cairn.Insights.Tests.SqlConsole;
using Cairn.Query.Cohorts;
using Cairn.Store.Cohorts;

namespace Cairn.Insights.Tests.Isolation;

/// <summary>Whatever a project asks, no byte of another's comes back, and nothing that arrives there changes a number here.</summary>
public sealed class IsolationTests
{
    private const int Histories = 8;

    private static readonly Guid _list = Guid.Parse("018f0000-0000-7000-8000-00000000000a");

    private static readonly StoredCohort[] _cohorts =
    [
        Cohort("buyers", """{"did":{"event":"buy"},"lastDays":400}"""),
        Cohort("listed", """{"static":true}"""),
    ];

    [Fact]
    public async Task No_question_shows_or_counts_anything_of_another_project()
    {
        await using var projects = await ManyProjects.StartAsync(_cohorts);
        var histories = Enumerable.Range(90_001, Histories).Select(GeneratedHistory.Of).ToArray();
        var ids = await projects.Store.AddAsync([.. histories.Select(h => h.History)]);
        var lists = new CohortLists(projects.Store.Client);
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            projects.Add($"p{i}", id, histories[i].Zone);
            await lists.AddAsync(id, _list, ["user_0", "anon_1"], CancellationToken.None);
        }

        var before = await AskAllAsync(projects, histories);
        var neighbours = await projects.Store.AddAsync([.. histories.Select(h => Neighbour.Of(h.History))]);
        foreach (var id in neighbours)
            await lists.AddAsync(id, _list, ["user_1", "user_2", Neighbour.Mark + "_id"], CancellationToken.None);
        var after = await AskAllAsync(projects, histories);

        before.Count.ShouldBeGreaterThan(200);
        after
            .Where(a => a.Value.Contains(Neighbour.Mark, StringComparison.Ordinal))
            .Select(a => a.Key + "\n" + a.Value)
            .Take(3)
            .ShouldBeEmpty();
        after
            .Where(a => Numbers(a.Value) != Numbers(before[a.Key]))
            .Select(a => $"{a.Key}\n{before[a.Key]}\n-- after --\n{a.Value}")
            .Take(3)
            .ShouldBeEmpty();
        after.Count(a => a.Value.StartsWith("200", StringComparison.Ordinal)).ShouldBeGreaterThan(before.Count * 3 / 4);

        // The marks are there to be seen.
        var (fullest, place) = histories.Select((h, i) => (h, i)).MaxBy(h => h.h.History.Events.Count);
        projects.SetClock(fullest.Now);
        projects.Add("neighbour", neighbours[place], fullest.Zone);
        (await projects.AskAsync("/neighbour/events?from=-400d", null)).ShouldContain(Neighbour.Mark);
    }

    /// <summary>By request, the answers to everything that can be asked about each project.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> AskAllAsync(ManyProjects projects, GeneratedHistory[] histories)
    {
        var answers = new ConcurrentDictionary<string, string>();
        for (var i = 0; i < histories.Length; i++)
        {
            projects.SetClock(histories[i].Now);
            await Parallel.ForEachAsync(
                Requests(i, histories[i]),
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (request, _) =>
                {
                    var (path, question) = request;
                    answers[$"{path} {question}"] = await projects.AskAsync(path, question);
                }
            );
        }

        return answers;
    }

    private static IEnumerable<(string Path, string? Question)> Requests(int i, GeneratedHistory history)
    {
        var (seed, random) = (90_001 + i, new Random(i));
        foreach (var kind in OnePersonKinds.Asked.Values)
        {
            var question = kind.Question(seed, history);
            yield return ($"/p{i}/query?refresh=true", question.ToJsonString());
            yield return ($"/p{i}/query/export?format=csv", question.ToJsonString());
            question["range"] = new JsonObject { ["from"] = "-400d" };
            question["filter"] = new JsonObject { ["cohort"] = _cohorts[random.Next(2)].Key };
            if (question["interval"] is not null)
                question["interval"] = "month";
            yield return ($"/p{i}/query?refresh=true", question.ToJsonString());
        }

        yield return ($"/p{i}/query?refresh=true", GeneratedCorrelation.Of(seed, history).ToJsonString());
        yield return ($"/p{i}/query?refresh=true", """{"kind":"discovery","range":{"from":"-400d"},"goal":{"event":"buy"}}""");
        for (var sql = 0; sql < 6; sql++)
            yield return (
                $"/p{i}/query",
                new JsonObject { ["kind"] = "sql", ["query"] = SqlIsolationTests.Make(random, isStable: true) }.ToJsonString()
            );
        yield return (
            $"/p{i}/query/persons",
            """{"query":{"kind":"trends","range":{"from":"-400d"},"interval":"month","series":[{"event":null,"measure":"persons"}]},"point":{"series":0}}"""
        );
        string[] lists =
        [
            "overview",
            "live/summary",
            "events?limit=1000",
            "persons",
            "persons?search=user",
            "persons/user_0",
            "persons/user_0/timeline",
            "persons/user_1",
            "catalog/events",
            "catalog/properties",
            "catalog/properties?scope=person",
            "catalog/properties?scope=group:company",
            "catalog/values?property=word",
            "catalog/values?property=plan&scope=person",
            "catalog/values?property=tier&scope=group:company",
            "export/events?format=ndjson",
        ];
        foreach (var list in lists)
            yield return ($"/p{i}/{list}", null);
    }

    /// <summary>The answer without how long it took and what was read for it; lines of files in order.</summary>
    private static string Numbers(string answer)
    {
        if (!answer.StartsWith("200 {", StringComparison.Ordinal))
            return string.Join('\n', answer.Split('\n').Order(StringComparer.Ordinal));
        try
        {
            var json = JsonNode.Parse(answer[4..])!.AsObject();
            json.Remove("meta");
            json.Remove("tookMs");
            // SQL without ORDER BY promises no order.
            if (json["columns"] is not null && json["rows"] is JsonArray rows)
                json["rows"] = string.Join('\n', rows.Select(row => row?.ToJsonString()).Order(StringComparer.Ordinal));
            return json.ToJsonString();
        }
        catch (JsonException)
        {
            return string.Join('\n', answer.Split('\n').Order(StringComparer.Ordinal)); // NDJSON
        }
    }

    private static StoredCohort Cohort(string key, string definition) =>
        new(Guid.NewGuid(), key, key, JsonDocument.Parse(definition).RootElement.Clone(), _list);
}
