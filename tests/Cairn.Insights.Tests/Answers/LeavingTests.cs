using System.Text;
using Cairn.Insights.Tests.Questions;
using Cairn.Store.ClickHouse;
using Cairn.Testing;

namespace Cairn.Insights.Tests.Answers;

/// <summary>What becomes of a question in ClickHouse when its callers leave.</summary>
public sealed class LeavingTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    [Fact]
    public async Task A_question_is_asked_once_for_all_and_ends_in_ClickHouse_when_the_last_caller_leaves()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var asking = AskAsync(first.Token);
        await Eventually.TrueAsync(async () => await RunningAsync() == 1);
        var arrived = server.Arrived;
        var also = AskAsync(second.Token, "{ \"kind\" : \"endless\" }");
        await Eventually.TrueAsync(() => Task.FromResult(server.Arrived > arrived));

        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        (await RunningAsync()).ShouldBe(1, "the second caller still waits for it");

        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => also);
        // Well before ClickHouse would end it by itself, after 30 s.
        await Eventually.TrueAsync(async () => await RunningAsync() == 0).WaitAsync(TimeSpan.FromSeconds(25));
    }

    private async Task AskAsync(CancellationToken cancellationToken, string body = """{"kind":"endless"}""")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync("query", content, cancellationToken);
    }

    private async Task<long> RunningAsync()
    {
        var rows = await server.Store.QueryAsync(
            $"SELECT count() FROM system.processes WHERE query LIKE '%numbers(1000000000' || '123)%'",
            QueryLimits.Interactive,
            CancellationToken.None
        );
        return rows[0].Int64(0);
    }
}
