using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;
using Cairn.Testing;
using static Cairn.Store.Tests.TestEvents;

namespace Cairn.Store.Tests.Identity;

public sealed class PersonResolutionTests : IAsyncLifetime
{
    private ClickHouseClient _client = null!;
    private Identities _identities = null!;
    private EventWriter _writer = null!;

    public async Task InitializeAsync()
    {
        _client = await TestEngines.CreateDatabaseAsync();
        await RestartAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Events_sent_before_a_merge_count_for_the_merged_person()
    {
        await StoreAsync(Event("a", "anon"), Event("a", "user"), Event("a", "other"));
        (await PersonsAsync()).ShouldBe(3);

        await StoreAsync(Identify("user", "anon"));

        (await PersonsAsync()).ShouldBe(2);
        (await PersonOfAsync("anon")).ShouldBe([PersonId.Of(Project, "user").Value]);
    }

    [Fact]
    public async Task Rewriting_changes_no_answer_and_leaves_the_plain_column()
    {
        await StoreAsync(Event("a", "anon"), Event("a", "user"), Identify("user", "anon"), Event("a", "anon"));
        Resolution.PersonOfEvent(Project).ToString().ShouldNotBe("person_id");
        (await PersonsAsync()).ShouldBe(1);

        await RewriteAsync();

        Resolution.PersonOfEvent(Project).ToString().ShouldBe("person_id");
        (await PersonsAsync()).ShouldBe(1);
        (await CountAsync($"SELECT uniqExact(person_id) FROM events")).ShouldBe(1);
    }

    [Fact]
    public async Task A_merge_after_a_rewrite_is_laid_over_again()
    {
        await StoreAsync(Event("a", "x1"), Event("a", "x2"), Event("a", "x3"), Alias("x2", "x1"));
        await RewriteAsync();
        await StoreAsync(Alias("x3", "x2"));

        (await PersonsAsync()).ShouldBe(1);
        (await PersonOfAsync("x1")).ShouldBe([PersonId.Of(Project, "x3").Value]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_undo_takes_persons_apart_again(bool isRewrittenBefore)
    {
        var merge = Identify("user", "anon");
        await StoreAsync(Event("a", "anon"), Event("a", "user"), merge, Event("b", "anon"));
        if (isRewrittenBefore)
            await RewriteAsync();

        await StoreAsync(Undo(merge.Sequence), Event("c", "anon"));

        (await PersonsAsync()).ShouldBe(2);
        (await PersonOfAsync("anon")).ShouldBe([PersonId.Of(Project, "anon").Value]);
        await RewriteAsync();
        Resolution.PersonOfEvent(Project).ToString().ShouldBe("person_id");
        (await PersonsAsync()).ShouldBe(2);
        (await CountAsync($"SELECT count() FROM events WHERE person_id = {PersonId.Of(Project, "anon")}")).ShouldBe(3);
    }

    [Fact]
    public async Task Merges_and_undos_survive_a_restart()
    {
        var first = Identify("user", "anon");
        await StoreAsync(Event("a", "anon"), Event("a", "user"), first, Event("a", "laptop"), Alias("user", "laptop"));
        await StoreAsync(Undo(first.Sequence));
        await RestartAsync();

        (await PersonsAsync()).ShouldBe(2);
        _identities.PersonOf(Project, "laptop").ShouldBe(PersonId.Of(Project, "user"));
        _identities.PersonOf(Project, "anon").ShouldBe(PersonId.Of(Project, "anon"));
    }

    [Fact]
    public async Task A_batch_stored_twice_after_a_crash_logs_each_merge_once()
    {
        SequencedEvent[] batch = [Event("a", "anon"), Identify("user", "anon")];
        await StoreAsync(batch);
        await RestartAsync();
        var stored = await _writer.FindStoredAsync(batch[0].Sequence, batch[^1].Sequence, default);
        stored.Count.ShouldBe(2);
        await _identities.ApplyAsync(batch, default);

        var log = await _identities.Log.ReadAsync(Project, default);
        log.Count.ShouldBe(1);
        log[0].Outcome.ShouldBe(IdentityOutcome.Merged);
    }

    [Fact]
    public async Task Two_identified_ids_are_joined_by_alias_but_not_by_identify()
    {
        await StoreAsync(Identify("user_1", "anon_1"), Identify("user_2", "anon_2"));
        await StoreAsync(Identify("user_2", "user_1"));
        _identities.PersonOf(Project, "user_1").ShouldBe(PersonId.Of(Project, "user_1"));
        await StoreAsync(Identify("user_2", "anon_1"));
        _identities.PersonOf(Project, "anon_1").ShouldBe(PersonId.Of(Project, "user_1"));

        await StoreAsync(Alias("user_2", "user_1"));
        _identities.PersonOf(Project, "anon_1").ShouldBe(PersonId.Of(Project, "user_2"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("0")]
    [InlineData("anonymous")]
    [InlineData("Guest")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData(" ")]
    public async Task Placeholder_ids_never_merge_anything(string placeholder)
    {
        await StoreAsync(Event("a", "user"), Event("a", placeholder));
        await StoreAsync(
            Identify("user", placeholder),
            Alias("user", placeholder),
            Alias(placeholder, "user"),
            Identify(placeholder, "user")
        );

        (await PersonsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Person_properties_follow_the_merged_person()
    {
        await StoreAsync(
            Event("a", "anon", set: """{"plan":"free","seats":3}""", minute: 1),
            Event("a", "user", set: """{"plan":"pro"}""", setOnce: """{"source":"hn"}""", minute: 2),
            Event("a", "user", setOnce: """{"source":"ads","seats":9}""", minute: 3),
            Identify("user", "anon")
        );
        var rows = await _client.QueryAsync(
            $"""
            SELECT name, argMax(text, (mode, version)) FROM person_properties FINAL
            WHERE project_id = {Project} AND {Resolution.PersonOfOwnId(Project)} = {PersonId.Of(
                Project,
                "user"
            )} GROUP BY name ORDER BY name
            """,
            QueryLimits.Interactive,
            default
        );
        rows.Select(r => (r.String(0), r.String(1))).ShouldBe([("plan", "pro"), ("seats", "3"), ("source", "hn")]);
    }

    [Fact]
    public async Task What_is_unset_is_gone_until_it_is_set_again()
    {
        await StoreAsync(
            Event("a", "user", set: """{"plan":"free","seats":3}""", setOnce: """{"source":"hn"}""", minute: 1),
            Event("a", "user", set: """{"plan":null,"seats":null,"source":null}""", minute: 2),
            Event("a", "user", set: """{"seats":5}""", minute: 3),
            Event("a", "user", set: """{"seats":null}""", setOnce: """{"plan":null}""", minute: 0)
        );
        var rows = await _client.QueryAsync(
            $"""
            SELECT toString(name), argMax((toString(kind), text), (mode, version)) AS value FROM person_properties
            WHERE project_id = {Project} GROUP BY name HAVING value.1 != 'none' ORDER BY 1
            """,
            QueryLimits.Interactive,
            default
        );
        rows.Select(r => r.String(0)).ShouldBe(["seats"]);
    }

    private PersonResolution Resolution => new(_identities);

    private async Task RestartAsync()
    {
        _identities = new Identities(_client, TimeProvider.System);
        await _identities.LoadAsync(default);
        _writer = new EventWriter(_client, _identities);
    }

    private Task StoreAsync(params SequencedEvent[] batch) => _writer.StoreAsync(batch, default);

    private Task RewriteAsync() =>
        new PersonRewrite(_client, _identities, Resolution, TimeProvider.System).RunAsync(TimeSpan.Zero, default);

    private Task<long> PersonsAsync() =>
        CountAsync(
            $"SELECT uniqExact({Resolution.PersonOfEvent(Project)}) FROM events WHERE project_id = {Project} AND event NOT IN ('$identify', '$alias')"
        );

    private async Task<IEnumerable<ulong>> PersonOfAsync(string distinctId)
    {
        var rows = await _client.QueryAsync(
            $"SELECT DISTINCT {Resolution.PersonOfEvent(Project)} FROM events WHERE distinct_id = {distinctId}",
            QueryLimits.Interactive,
            default
        );
        return rows.Select(r => r.UInt64(0));
    }

    private async Task<long> CountAsync(Sql sql) => (await _client.QueryAsync(sql, QueryLimits.Interactive, default))[0].Int64(0);
}
