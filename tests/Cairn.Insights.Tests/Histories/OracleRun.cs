using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Running;

namespace Cairn.Insights.Tests.Histories;

/// <summary>Asks Cairn and an oracle the same generated questions about generated histories.</summary>
internal static class OracleRun
{
    /// <summary>What an ordinary run asks; all that a test names with CAIRN_THOROUGH=1 (about eight minutes more).</summary>
    private const int OrdinaryCount = 200;

    private static readonly bool _isThorough = Environment.GetEnvironmentVariable("CAIRN_THOROUGH") is "1";

    /// <summary>Fails with the first three differences of so many histories from <paramref name="firstSeed"/> on.</summary>
    /// <param name="question">By seed, about a history.</param>
    /// <param name="kind">Answers with a runner.</param>
    /// <param name="describe">The answer's every number as text.</param>
    /// <param name="expect">What the oracle says, likewise.</param>
    /// <param name="isIndexed">Whether persons are indexed after half of the events; the rest comes later, merges too.</param>
    public static async Task AgreeAsync(
        int firstSeed,
        int count,
        Func<int, GeneratedHistory, JsonObject> question,
        Func<QuestionRunner, IQuestionKind> kind,
        Func<object, string> describe,
        Func<GeneratedHistory, JsonObject, string> expect,
        bool isIndexed = false
    )
    {
        count = _isThorough ? count : Math.Min(count, OrdinaryCount);
        var store = await StoredHistories.CreateAsync();
        var histories = Enumerable.Range(firstSeed, count).Select(GeneratedHistory.Of).ToArray();
        var projects = await store.AddAsync([.. histories.Select(h => h.History)], isIndexed ? store.IndexAsync : null);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) =>
            {
                var asked = question(firstSeed + i, histories[i]);
                var text = $"seed {firstSeed + i}, {histories[i].Zone.Id}, now {histories[i].Now:O}: {asked.ToJsonString()}";
                try
                {
                    var runner = store.RunnerAt(histories[i].Now);
                    var project = new ProjectContext(projects[i], "generated", histories[i].Zone, "EUR");
                    var answer = describe(await Asking.AnswerAsync(kind(runner), runner, project, asked));
                    var expected = expect(histories[i], asked);
                    if (answer != expected)
                        wrong.Add($"{text}\n{answer}\n-- expected --\n{expected}");
                }
                catch (Exception e)
                {
                    wrong.Add($"{text}\n{e}");
                }
            }
        );
        wrong.OrderBy(text => text.Length).Take(3).ShouldBeEmpty($"{wrong.Count} of {count} differ");
    }
}
