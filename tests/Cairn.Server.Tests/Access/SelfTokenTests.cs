using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Workspace.Access;
using Cairn.Workspace.SelfTokens;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Access;

/// <summary>Ada reads her own analytics with a token. Everything about bob has "hidden" in it.</summary>
public sealed class SelfTokenTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Range = "\"range\":{\"from\":\"-3d\"}";
    private const string Funnel =
        "{\"kind\":\"funnel\"," + Range + ""","steps":[{"event":"visit"},{"event":"buy"}],"window":{"value":1,"unit":"day"}}""";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_person_reads_their_own_analytics_and_nobody_elses()
    {
        var (project, ada) = await AdaAsync();
        using var _ = project;
        var bobs = (await project.StoredAsync()).First(e => e.GetProperty("distinctId").GetString() == "hidden_bob");

        string[] own =
        [
            "",
            "/events",
            "/events?distinctId=hidden_bob",
            "/persons/ada",
            "/persons/ada/timeline",
            "/persons/ada_phone",
            "/export/events?format=csv",
            "/export/events?format=parquet",
            "/export/events?format=ndjson&event=visit",
        ];
        foreach (var path in own)
        {
            var answer = await ada.GetAsync(project.Path(path));
            answer.Status.ShouldBe(200, path + answer.Text);
            answer.Text.ShouldNotContain("hidden", Case.Sensitive, path);
            answer.Text.ShouldNotContain("cwk_", Case.Sensitive, path);
        }

        (await ada.GetAsync(project.Path("/events"))).Json.GetProperty("items").GetArrayLength().ShouldBe(4);
        (await ada.GetAsync(project.Path("/persons/ada"))).Json.GetProperty("properties").GetProperty("plan").GetString().ShouldBe("pro");
        (await ada.GetAsync(project.Path("/events/" + bobs.GetProperty("id").GetString()))).ShouldBeProblem(404, "not_found");
        foreach (var id in (string[])["hidden_bob", bobs.GetProperty("personId").GetString()!, "no-such-person"])
        foreach (var path in (string[])["", "/timeline"])
        {
            var refused = await ada.GetAsync(project.Path($"/persons/{id}{path}"));
            refused.ShouldBeProblem(403, "self_only");
            refused.Text.ShouldBe((await ada.GetAsync(project.Path($"/persons/nobody{path}"))).Text);
        }

        var session = (await ada.GetAsync("/api/session")).Json;
        session.GetProperty("distinctId").GetString().ShouldBe("ada");
        session.GetProperty("projects")[0].GetProperty("role").GetString().ShouldBe("self");
    }

    [Fact]
    public async Task Answers_count_the_person_alone_and_do_not_say_what_was_read()
    {
        var (project, ada) = await AdaAsync();
        using var _ = project;

        var trends = await AskAsync(
            project,
            ada,
            "{" + Range + ""","kind":"trends","interval":"day","series":[{"event":null,"measure":"count"}]}"""
        );
        var funnel = await AskAsync(project, ada, Funnel);

        trends.Json.GetProperty("series")[0].GetProperty("total").GetInt32().ShouldBe(3);
        funnel.Json.GetProperty("steps")[1].GetProperty("count").GetInt32().ShouldBe(1);
        foreach (var meta in new[] { trends, funnel }.Select(a => a.Json.GetProperty("meta")))
        {
            (meta.GetProperty("rowsRead").GetInt64(), meta.GetProperty("bytesRead").GetInt64()).ShouldBe((0, 0));
            meta.GetProperty("sql").GetString().ShouldBeEmpty();
            meta.GetProperty("freshness").GetProperty("waiting").GetInt64().ShouldBe(0);
            meta.GetProperty("freshness").TryGetProperty("storedUpTo", out var stored).ShouldBe(stored.ValueKind == JsonValueKind.Null);
        }

        // Asked again nothing tells whether others did something since.
        (await AskAsync(project, ada, Funnel))
            .Json.GetProperty("meta")
            .GetProperty("cached")
            .GetBoolean()
            .ShouldBeFalse();
        // And what everybody asks is not answered with what one person was told.
        var all = await AskAsync(project, project.Owner, Funnel);
        all.Json.GetProperty("steps")[0].GetProperty("count").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"kind":"sql","query":"SELECT 1"}""")]
    [InlineData("""{"kind":"correlation","funnel":FUNNEL}""")]
    [InlineData("""{"kind":"discovery",RANGE,"goal":{"event":"buy"}}""")]
    [InlineData("""{"kind":"lifecycle",RANGE,"interval":"day","filter":{"cohort":"there-is-none"}}""")]
    [InlineData("""{"kind":"lifecycle",RANGE,"interval":"day","filter":{"cohort":"buyers"}}""")]
    [InlineData(
        """{"kind":"lifecycle",RANGE,"interval":"day","filter":{"not":{"property":"tier","scope":"group:company","op":"is_set"}}}"""
    )]
    [InlineData(
        """{"kind":"trends",RANGE,"interval":"day","series":[{"event":"buy","measure":"count"}],"breakdowns":[{"property":"buyers","scope":"cohort"}]}"""
    )]
    [InlineData("""{"kind":"funnel",RANGE,"steps":[{"event":"a"},{"event":"b"}],"window":{"value":1,"unit":"day"},"by":"group:company"}""")]
    public async Task Questions_about_others_are_refused(string question)
    {
        var (project, ada) = await AdaAsync();
        using var _ = project;
        (
            await project.Owner.SendAsync(
                HttpMethod.Post,
                project.Path("/cohorts"),
                """{"key":"buyers","name":"Buyers","definition":{"did":{"event":"buy"}}}"""
            )
        ).Status.ShouldBe(201);
        var asked = question.Replace("RANGE", Range, StringComparison.Ordinal).Replace("FUNNEL", Funnel, StringComparison.Ordinal);

        foreach (var path in (string[])["/query", "/query/export"])
        {
            var refused = await ada.SendAsync(HttpMethod.Post, project.Path(path), asked);

            refused.ShouldBeProblem(403, "self_only");
            refused.Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
            refused.Text.ShouldNotContain("buyers\\\"");
        }
    }

    [Fact]
    public async Task Merges_and_undos_count_at_once()
    {
        var (project, ada) = await AdaAsync();
        using var _ = project;
        using var visitor = _server.WithKey(await SelfTokenCalls.MakeAsync(project.Owner, project.Keys.Slug, "visitor"));
        await project.AcceptedAsync(Event("visit", "visitor"));
        (await VisitsAsync(visitor), await VisitsAsync(ada)).ShouldBe((1, 2));

        var merged = await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "visitor", into = "ada" });
        merged.Status.ShouldBe(201, merged.Text);
        (await VisitsAsync(visitor), await VisitsAsync(ada)).ShouldBe((3, 3));

        var undo = project.Path($"/identity/merges/{merged.Json.GetProperty("sequence")}/undo");
        (await project.Owner.PostAsync(undo, new { })).Status.ShouldBe(200);
        (await VisitsAsync(visitor), await VisitsAsync(ada)).ShouldBe((1, 2));

        async Task<int> VisitsAsync(Http http)
        {
            await project.DrainedAsync();
            var answer = await http.GetAsync(project.Path("/events?event=visit"));
            answer.Status.ShouldBe(200, answer.Text);
            return answer.Json.GetProperty("items").GetArrayLength();
        }
    }

    [Fact]
    public async Task Ending_all_tokens_ends_those_of_this_project_only()
    {
        var (project, ada) = await AdaAsync();
        using var _ = project;
        var (other, eve) = await AdaAsync();
        using var __ = other;

        (await project.Owner.DeleteAsync(project.Path("/self-tokens"))).Status.ShouldBe(204);

        (await ada.GetAsync(project.Path("/events"))).ShouldBeProblem(401, "unknown_token");
        (await eve.GetAsync(other.Path("/events"))).Status.ShouldBe(200);
        using var again = _server.WithKey(await SelfTokenCalls.MakeAsync(project.Owner, project.Keys.Slug, "ada"));
        (await again.GetAsync(project.Path("/events"))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{}""", "/distinctId", "required")]
    [InlineData("""{"distinctId":""}""", "/distinctId", "required")]
    [InlineData("""{"distinctId":"anonymous"}""", "/distinctId", "placeholder_id")]
    [InlineData("""{"distinctId":"ada","expiresInSeconds":59}""", "/expiresInSeconds", "out_of_range")]
    [InlineData("""{"distinctId":"ada","expiresInSeconds":86401}""", "/expiresInSeconds", "out_of_range")]
    [InlineData("""{"distinctId":"ada","expires":60}""", "/expires", "unknown_field")]
    public async Task A_wrong_wish_for_a_token_is_named(string body, string pointer, string code)
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var answer = await http.SendAsync(HttpMethod.Post, $"/api/projects/{project.Slug}/self-tokens", body);

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    [Fact]
    public async Task No_changed_token_opens_anything()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);
        var token = await SelfTokenCalls.MakeAsync(http, project.Slug, "ada");
        var workspace = _server.Services.GetRequiredService<WorkspaceAccess>().Current;
        var now = DateTimeOffset.UtcNow;
        OpenSelfToken.Run(workspace, token, now).ShouldNotBeNull().OnlyPerson.ShouldBe("ada");
        var random = new Random(1);

        for (var i = 0; i < 50_000; i++)
        {
            var changed = Change(token, random);
            if (changed != token)
                OpenSelfToken.Run(workspace, changed, now).ShouldBeNull(changed);
        }

        OpenSelfToken.Run(workspace, token, now.AddHours(1)).ShouldBeNull();
    }

    private static string Change(string token, Random random)
    {
        const string Letters = "ABCabc019-_.=+/ {}\"\0é";
        var text = token.ToCharArray().ToList();
        for (var n = random.Next(1, 4); n > 0 && text.Count > 0; n--)
        {
            var at = random.Next(text.Count);
            switch (random.Next(4))
            {
                case 0:
                    text[at] = Letters[random.Next(Letters.Length)];
                    break;
                case 1:
                    text.RemoveAt(at);
                    break;
                case 2:
                    text.Insert(at, Letters[random.Next(Letters.Length)]);
                    break;
                default:
                    text.RemoveRange(at, random.Next(text.Count - at));
                    break;
            }
        }

        return new string([.. text]);
    }

    private async Task<(ProjectCalls Project, Http Ada)> AdaAsync()
    {
        var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(
            Event("visit", "ada_phone"),
            Event("visit", "ada"),
            Event("buy", "ada"),
            new
            {
                @event = "$identify",
                distinct_id = "ada",
                properties = new Dictionary<string, string> { ["$anon_distinct_id"] = "ada_phone" },
                set = new { plan = "pro" },
            },
            Event("visit", "hidden_bob"),
            Event("hidden_buy", "hidden_bob"),
            new
            {
                @event = "$set",
                distinct_id = "hidden_bob",
                set = new { plan = "hidden_plan", hidden_name = "hidden" },
            }
        );
        await project.DrainedAsync();
        return (project, _server.WithKey(await SelfTokenCalls.MakeAsync(project.Owner, project.Keys.Slug, "ada")));
    }

    private static object Event(string name, string distinctId) =>
        new
        {
            @event = name,
            distinct_id = distinctId,
            properties = new { word = distinctId },
        };

    private static async Task<Answer> AskAsync(ProjectCalls project, Http http, string question)
    {
        var answer = await http.SendAsync(HttpMethod.Post, project.Path("/query"), question);
        answer.Status.ShouldBe(200, answer.Text);
        return answer;
    }
}
