using System.Text;
using System.Text.Json;

namespace Cairn.Insights.Tests.SqlConsole;

public sealed class SqlIsolationTests(SqlDatabase shop) : IClassFixture<SqlDatabase>
{
    private static readonly string[] _views = ["events", "persons", "sessions", "groups"];

    /// <summary>Questions of both projects, put together at random, many at once: the sandboxes are handed from one project to the other all the time.</summary>
    [Fact]
    public async Task Random_questions_of_one_project_never_show_a_row_of_the_other()
    {
        var random = new Random(1);
        var questions = Enumerable.Range(0, 300).Select(_ => (IsOurs: random.Next(2) == 0, Query: Make(random))).ToArray();
        var answered = 0;
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (question, _) =>
            {
                var (answer, faults) = await shop.TryAsync(question.IsOurs ? shop.Project : shop.Neighbour, question.Query);
                faults.ShouldBeEmpty(question.Query);
                var rows = JsonSerializer.Serialize(answer!.Rows, InsightsJson.Options);
                if (question.IsOurs)
                    rows.ShouldNotContain("hidden", Case.Sensitive, question.Query);
                else
                    foreach (var ours in new[] { "bert", "cleo", "dora", "acme", "$pageview", "x.org" })
                        rows.Replace("hidden_buy", "").ShouldNotContain(ours, Case.Sensitive, question.Query);
                Interlocked.Increment(ref answered);
            }
        );
        answered.ShouldBe(300);
    }

    [Fact]
    public async Task Each_project_counts_its_own()
    {
        foreach (var (project, events) in new[] { (shop.Project, 15), (shop.Neighbour, 40), (shop.Project, 15) })
            (await shop.TryAsync(project, "SELECT count() FROM events")).Answer!.Rows[0][0]!
                .GetValue<JsonElement>()
                .GetInt32()
                .ShouldBe(events);
    }

    /// <summary>A query put together at random.</summary>
    /// <param name="isStable">Whether it always has the same answer.</param>
    internal static string Make(Random random, bool isStable = false)
    {
        var sql = new StringBuilder();
        var depth = random.Next(3);
        var view = _views[random.Next(_views.Length)];
        sql.Append(
            random.Next(4) switch
            {
                0 => $"SELECT * FROM {view}",
                1 => $"SELECT toString(tuple(*)) AS row FROM {view}",
                2 => $"WITH x AS (SELECT * FROM {view}) SELECT * FROM x",
                _ => $"SELECT groupArray(tuple(*)) FROM {view}",
            }
        );
        for (var i = 0; i < depth; i++)
        {
            var inner = sql.ToString();
            sql.Clear();
            sql.Append(
                random.Next(3) switch
                {
                    0 => isStable
                        ? $"SELECT count() FROM ({inner})"
                        : $"SELECT * FROM ({inner}) ORDER BY rand() LIMIT {random.Next(1, 50)}",
                    1 =>
                        $"SELECT *, (SELECT groupArray(toString(tuple(*))) FROM {_views[random.Next(_views.Length)]}) AS s{i} FROM ({inner})",
                    _ =>
                        $"SELECT toString(tuple(*)) AS r{i} FROM ({inner}) UNION ALL SELECT toString(tuple(*)) FROM {_views[random.Next(_views.Length)]}",
                }
            );
        }

        return sql.ToString();
    }
}
