using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;
using Cairn.Query;
using Cairn.Query.Spec;

namespace Cairn.Insights.Tests.OnePerson;

/// <summary>Whoever may see one person only gets the answer that a project with nobody else in it would give.</summary>
public sealed class OnePersonTests
{
    [Theory]
    [InlineData("trends", 80_001, 40, false)]
    [InlineData("trends", 80_501, 15, true)]
    [InlineData("funnel", 81_001, 40, false)]
    [InlineData("funnel", 81_501, 15, true)]
    [InlineData("retention", 82_001, 40, false)]
    [InlineData("retention", 82_501, 15, true)]
    [InlineData("lifecycle", 83_001, 40, false)]
    [InlineData("lifecycle", 83_501, 15, true)]
    [InlineData("stickiness", 84_001, 40, false)]
    [InlineData("stickiness", 84_501, 15, true)]
    [InlineData("paths", 85_001, 40, false)]
    [InlineData("paths", 85_501, 15, true)]
    public async Task The_answer_is_that_of_a_project_without_anybody_else(string kind, int firstSeed, int count, bool isIndexed)
    {
        var store = await StoredHistories.CreateAsync();
        var histories = Enumerable.Range(firstSeed, count).Select(GeneratedHistory.Of).ToArray();
        var ids = histories.Select((h, i) => IdOf(h.History, firstSeed + i)).ToArray();
        History[] own = [.. histories.Select((h, i) => Own(h.History, ids[i]))];
        var projects = await store.AddAsync([.. histories.Select(h => h.History), .. own], isIndexed ? store.IndexAsync : null);
        var wrong = new ConcurrentBag<string>();
        var (asked, refused) = (0, 0);
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) =>
            {
                var (question, answers) = (Question(kind, firstSeed + i, histories[i]), OnePersonKinds.Asked[kind].Kind);
                var runner = store.RunnerAt(histories[i].Now);
                var everything = new ProjectContext(projects[i], "generated", histories[i].Zone, "EUR");
                var alone = everything with { Id = projects[count + i] };

                var mine = await AskAsync(everything with { OnlyDistinctId = ids[i] });
                var expected = MentionsOthers(question) ? ProblemCodes.SelfOnly : await AskAsync(alone);

                Interlocked.Increment(ref mine == ProblemCodes.SelfOnly ? ref refused : ref asked);
                if (mine != expected)
                    wrong.Add(
                        $"seed {firstSeed + i}, {ids[i]}, now {histories[i].Now:O}: {question.ToJsonString()}\n{mine}\n-- alone --\n{expected}"
                    );

                async Task<string> AskAsync(ProjectContext project)
                {
                    var asking = runner.Ask(project);
                    var errors = new SpecErrors { Cohorts = asking.Cohorts };
                    var body = SpecBody.Read(Encoding.UTF8.GetBytes(question.ToJsonString()), errors)!.Value;
                    var answer = await answers(runner).AskAsync(new Asked(asking, body), CancellationToken.None);
                    if (errors.Items.Any(e => e.Code == ProblemCodes.SelfOnly))
                        return ProblemCodes.SelfOnly;
                    return errors.Any ? string.Join('\n', errors.Items) : Shown(answer!);
                }
            }
        );
        wrong.OrderBy(text => text.Length).Take(3).ShouldBeEmpty($"{wrong.Count} of {count} differ");
        asked.ShouldBeGreaterThan(count / 2);
        if (kind != "paths" && count > 50)
            refused.ShouldBePositive();
    }

    /// <summary>Some id of the history, of somebody merged or not; sometimes one that never did anything.</summary>
    private static string IdOf(History history, int seed)
    {
        var random = new Random(seed);
        string[] ids = [.. history.Events.Select(e => e.DistinctId).Distinct().Order()];
        return ids.Length == 0 || random.Next(12) == 0 ? "nobody" : ids[random.Next(ids.Length)];
    }

    private static History Own(History history, string id) =>
        new([.. history.Events.Where(e => history.PersonOf(e.DistinctId) == history.PersonOf(id))]);

    private static JsonObject Question(string kind, int seed, GeneratedHistory history)
    {
        var question = OnePersonKinds.Asked[kind].Question(seed, history);
        // Since ever: the first event of all decides where the answer begins.
        if (seed % 5 == 0 && question["interval"]?.GetValue<string>() is not ("minute" or "hour"))
            question["range"] = new JsonObject { ["from"] = "all" };
        return question;
    }

    /// <summary>Whether a question asks by group, or by what is known about one.</summary>
    private static bool MentionsOthers(JsonNode? node) =>
        node switch
        {
            JsonObject o when o["by"] is JsonValue by && by.GetValue<string>().StartsWith("group:", StringComparison.Ordinal) => true,
            JsonObject o
                when o["scope"] is JsonValue scope
                    && scope.GetValue<string>().StartsWith("group:", StringComparison.Ordinal)
                    && o["property"]!.GetValue<string>() != "$group_key" => true,
            JsonObject o => o.Any(field => MentionsOthers(field.Value)),
            JsonArray a => a.Any(MentionsOthers),
            _ => false,
        };

    /// <summary>Everything that the answer says, but for how long it took and what was read for it.</summary>
    private static string Shown(object answer)
    {
        var json = JsonSerializer.SerializeToNode(answer, answer.GetType(), InsightsJson.Options)!;
        foreach (var cost in (string[])["elapsedMs", "rowsRead", "bytesRead", "sql"])
            json["meta"]!.AsObject().Remove(cost);
        return json.ToJsonString();
    }
}
