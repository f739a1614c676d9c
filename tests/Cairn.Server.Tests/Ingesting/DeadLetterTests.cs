using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Store.ClickHouse;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>Events that ClickHouse refuses for good, by a constraint that the test puts on its table.</summary>
public sealed class DeadLetterTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_refused_event_leaves_its_neighbours_alone_and_is_stored_once_when_replayed()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await using (await ConstraintAsync("poison"))
        {
            await project.AcceptedAsync(Event("before"), Event("poison"), Event("after"));
            (await NamesAsync(project)).ShouldBe(["after", "before"]);
        }

        var letter = (await LettersAsync(project)).ShouldHaveSingleItem();
        letter.GetProperty("reason").GetString().ShouldNotBeNull().ShouldContain("constraint", Case.Insensitive);
        letter.GetProperty("event").GetProperty("event").GetString().ShouldBe("poison");
        var kept = letter.GetProperty("event").GetProperty("properties");
        kept.GetProperty("amount").GetRawText().ShouldBe("1.50");
        kept.GetProperty("text").GetString().ShouldBe("é ' \\ 😀");

        var replay = project.Path($"/dead-letters/{letter.GetProperty("sequence")}/replay");
        (await project.Owner.PostAsync(replay, new { })).Status.ShouldBe(200);
        (await NamesAsync(project)).ShouldBe(["after", "before", "poison"]);
        (await LettersAsync(project)).ShouldBeEmpty();

        (await project.Owner.PostAsync(replay, new { })).ShouldBeProblem(404, "unknown_dead_letter");
        var stored = (await project.StoredAsync()).Where(e => e.GetProperty("event").GetString() == "poison");
        stored.ShouldHaveSingleItem().GetProperty("properties").GetProperty("text").GetString().ShouldBe("é ' \\ 😀");
    }

    [Fact]
    public async Task A_replay_that_the_store_refuses_again_says_so_and_leaves_a_new_letter()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await using var constraint = await ConstraintAsync("stubborn");
        await project.AcceptedAsync(Event("stubborn"));
        await project.DrainedAsync();
        var old = (await LettersAsync(project)).ShouldHaveSingleItem();

        var answer = await project.Owner.PostAsync(project.Path($"/dead-letters/{old.GetProperty("sequence")}/replay"), new { });

        answer.ShouldBeProblem(409, "refused_again");
        var letter = (await LettersAsync(project)).ShouldHaveSingleItem();
        letter.GetProperty("sequence").GetUInt64().ShouldBeGreaterThan(old.GetProperty("sequence").GetUInt64());
        answer.Json.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(letter.GetProperty("sequence").GetRawText());
        JsonElement.DeepEquals(letter.GetProperty("event"), old.GetProperty("event")).ShouldBeTrue(letter.GetRawText());

        await constraint.DisposeAsync();
        (await project.Owner.PostAsync(project.Path($"/dead-letters/{letter.GetProperty("sequence")}/replay"), new { })).Status.ShouldBe(
            200
        );
        (await NamesAsync(project)).ShouldBe(["stubborn"]);
    }

    [Fact]
    public async Task A_letter_replayed_five_times_at_once_is_stored_once()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await using (await ConstraintAsync("eager"))
        {
            await project.AcceptedAsync(Event("eager"));
            await project.DrainedAsync();
        }

        var replay = project.Path($"/dead-letters/{(await LettersAsync(project))[0].GetProperty("sequence")}/replay");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => project.Owner.PostAsync(replay, new { })));

        answers.Select(a => a.Status).Order().ShouldBe([200, 404, 404, 404, 404]);
        (await NamesAsync(project)).ShouldBe(["eager"]);
    }

    [Fact]
    public async Task A_dead_letter_is_its_own_project_s_and_its_administrators()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var other = await ProjectCalls.CreateAsync(_server);
        await using var constraint = await ConstraintAsync("private");
        await project.AcceptedAsync(Event("private"));
        await project.DrainedAsync();
        var sequence = (await LettersAsync(project)).ShouldHaveSingleItem().GetProperty("sequence").GetRawText();
        using var analyst = await project.WithRoleAsync("analyst");

        (await LettersAsync(other)).ShouldBeEmpty();
        (await other.Owner.PostAsync(other.Path($"/dead-letters/{sequence}/replay"), new { })).ShouldBeProblem(404, "unknown_dead_letter");
        (await analyst.GetAsync(project.Path("/dead-letters"))).ShouldBeProblem(403, "role_too_low");
        (await analyst.PostAsync(project.Path($"/dead-letters/{sequence}/replay"), new { })).ShouldBeProblem(403, "role_too_low");
    }

    private static object Event(string name) =>
        new
        {
            id = Guid.NewGuid(),
            @event = name,
            distinct_id = "u",
            properties = JsonDocument.Parse("""{"amount":1.50,"text":"é ' \\ 😀"}""").RootElement,
        };

    private static async Task<IEnumerable<string?>> NamesAsync(ProjectCalls project) =>
        (await project.StoredAsync()).Select(e => e.GetProperty("event").GetString()).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<JsonElement>> LettersAsync(ProjectCalls project)
    {
        var answer = await project.Owner.GetAsync(project.Path("/dead-letters"));
        answer.Status.ShouldBe(200, answer.Text);
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }

    /// <summary>ClickHouse refuses events of this name until it is disposed.</summary>
    private async Task<Constraint> ConstraintAsync(string refused)
    {
        await _server.StoreIsReadyAsync();
        var client = _server.Services.GetRequiredService<ClickHouseClient>();
        await client.ExecuteAsync(
            $"ALTER TABLE events ADD CONSTRAINT test_refuses CHECK event NOT IN ({refused})",
            TimeSpan.FromSeconds(30),
            CancellationToken.None
        );
        return new Constraint(client);
    }

    private sealed class Constraint(ClickHouseClient client) : IAsyncDisposable
    {
        private bool _isGone;

        public async ValueTask DisposeAsync()
        {
            if (_isGone)
                return;
            _isGone = true;
            await client.ExecuteAsync($"ALTER TABLE events DROP CONSTRAINT test_refuses", TimeSpan.FromSeconds(30), CancellationToken.None);
        }
    }
}
