using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class KeyRotationTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_successor_has_the_same_settings_and_both_open_during_the_overlap()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var old = await MakeAsync(
            project,
            """{"kind":"api","name":"nightly","role":"analyst","scopes":["query"],"requestsPerMinute":600}"""
        );

        var rotated = await RotateAsync(project, old, """{"overlapHours":24}""");

        rotated.Status.ShouldBe(201, rotated.Text);
        var (key, replaced) = (rotated.Json.GetProperty("key"), rotated.Json.GetProperty("replaced"));
        Words(key, "name", "role", "scopes", "requestsPerMinute").ShouldBe(Words(old, "name", "role", "scopes", "requestsPerMinute"));
        key.GetProperty("expiresAt").ValueKind.ShouldBe(JsonValueKind.Null);
        replaced.GetProperty("replacedBy").GetString().ShouldBe(key.GetProperty("id").GetString());
        (replaced.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow).TotalHours.ShouldBeInRange(23.9, 24);
        foreach (var secret in new[] { Secret(old), Secret(key) })
            (await _server.WithKey(secret).GetAsync(project.Path(""))).Status.ShouldBe(200);
        (await RotateAsync(project, old, "{}")).ShouldBeProblem(409, "key_ended");
    }

    [Fact]
    public async Task Without_an_overlap_the_old_key_ends_at_once_and_says_when()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var api = await MakeAsync(project, """{"kind":"api","name":"a"}""");
        var write = await MakeAsync(project, """{"kind":"write","name":"w","events":["opened"]}""");
        var service = await MakeAsync(project, """{"kind":"service","name":"s"}""");

        var successors = new List<JsonElement>();
        foreach (var key in new[] { api, write, service })
            successors.Add((await RotateAsync(project, key, """{"overlapHours":0}""")).Json.GetProperty("key"));

        var ended = await _server.WithKey(Secret(api)).GetAsync(project.Path(""));
        ended.ShouldBeProblem(401, "expired_key");
        ended.Json.GetProperty("detail").GetString()!.ShouldContain(DateTimeOffset.UtcNow.ToString("yyyy-MM"));
        var opened = new { @event = "opened", distinct_id = "ann" };
        (await _server.WithKey(Secret(write)).PostAsync("/ingest/events", opened)).ShouldBeProblem(401, "expired_key");
        (await _server.WithKey(Secret(service)).PostAsync("/ingest/events", opened)).ShouldBeProblem(401, "expired_key");
        (await _server.WithKey(Secret(successors[0])).GetAsync(project.Path(""))).Status.ShouldBe(200);
        (await _server.WithKey(Secret(successors[1])).PostAsync("/ingest/events", opened)).Status.ShouldBe(200);
        (await _server.WithKey(Secret(successors[2])).PostAsync("/ingest/events", opened)).Status.ShouldBe(200);
        successors[1].GetProperty("events")[0].GetString().ShouldBe("opened");
        (await PatchAsync(project, api, """{"name":"b"}""")).ShouldBeProblem(409, "key_ended");
    }

    [Fact]
    public async Task Two_rotations_at_once_leave_one_successor()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var old = await MakeAsync(project, """{"kind":"write","name":"w"}""");

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RotateAsync(project, old, "{}")));

        all.Count(a => a.Status == 201).ShouldBe(1);
        all.Count(a => a.Status == 409).ShouldBe(5);
    }

    [Fact]
    public async Task Nobody_touches_a_key_that_opens_more_than_their_own()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var owners = await MakeAsync(project, """{"kind":"api","name":"o","role":"owner"}""");
        var wide = await MakeAsync(project, """{"kind":"api","name":"v","role":"viewer"}""");
        using var admin = await project.WithRoleAsync("admin");
        using var scoped = _server.WithKey(
            Secret(await MakeAsync(project, """{"kind":"api","name":"m","role":"admin","scopes":["manage","query"]}"""))
        );

        await RefusedAsync(admin, owners);
        await RefusedAsync(scoped, wide); // of a lower role, but without a bound on its scopes
        (await scoped.SendAsync(HttpMethod.Post, project.Path("/keys"), """{"kind":"api","name":"x"}""")).ShouldBeProblem(
            403,
            "role_too_low"
        );
        (
            await scoped.SendAsync(HttpMethod.Post, project.Path("/keys"), """{"kind":"api","name":"x","scopes":["persons"]}""")
        ).ShouldBeProblem(403, "role_too_low");
        var own = await scoped.SendAsync(HttpMethod.Post, project.Path("/keys"), """{"kind":"api","name":"x","scopes":["query"]}""");
        own.Status.ShouldBe(201, own.Text);
        (await scoped.SendAsync(HttpMethod.Patch, project.Path($"/keys/{Id(own.Json)}"), """{"scopes":null}""")).ShouldBeProblem(
            403,
            "role_too_low"
        );

        async Task RefusedAsync(Http http, JsonElement key)
        {
            (await http.SendAsync(HttpMethod.Patch, project.Path($"/keys/{Id(key)}"), """{"name":"x"}""")).ShouldBeProblem(
                403,
                "role_too_low"
            );
            (await http.SendAsync(HttpMethod.Post, project.Path($"/keys/{Id(key)}/rotate"), "{}")).ShouldBeProblem(403, "role_too_low");
            (await http.DeleteAsync(project.Path($"/keys/{Id(key)}"))).ShouldBeProblem(403, "role_too_low");
        }
    }

    [Fact]
    public async Task Keys_of_the_instance_are_made_rotated_and_revoked_by_its_owners_alone()
    {
        using var owner = _server.WithKey(TestServer.InstanceKey);
        using var project = await ProjectCalls.CreateAsync(_server);
        var made = await owner.PostAsync(
            "/api/keys",
            new
            {
                kind = "api",
                name = "fleet",
                role = "viewer",
            }
        );
        made.Status.ShouldBe(201, made.Text);
        using var fleet = _server.WithKey(Secret(made.Json));

        (await fleet.GetAsync(project.Path(""))).Status.ShouldBe(200);
        (await fleet.GetAsync("/api/keys")).ShouldBeProblem(403, "role_too_low");
        (await project.Owner.GetAsync("/api/keys")).ShouldBeProblem(403, "role_too_low");
        (await owner.PostAsync("/api/keys", new { kind = "write", name = "w" })).Faults["/kind"].ShouldBe("not_allowed");
        (await project.Owner.GetAsync(project.Path("/keys"))).Text.ShouldNotContain("fleet");
        var rotated = await owner.SendAsync(HttpMethod.Post, $"/api/keys/{Id(made.Json)}/rotate", """{"overlapHours":0}""");
        (await fleet.GetAsync(project.Path(""))).ShouldBeProblem(401, "expired_key");
        var successor = rotated.Json.GetProperty("key");
        (await owner.DeleteAsync($"/api/keys/{Id(successor)}")).Status.ShouldBe(204);
        (await _server.WithKey(Secret(successor)).GetAsync(project.Path(""))).ShouldBeProblem(401, "unknown_key");
        var listed = (await owner.GetAsync("/api/keys"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Select(k => k.GetProperty("name").GetString());
        listed.ShouldContain("fleet");
    }

    private static string Id(JsonElement key) => key.GetProperty("id").GetString()!;

    private static string Secret(JsonElement key) => key.GetProperty("key").GetString()!;

    private static string Words(JsonElement key, params string[] fields) =>
        string.Join(" ", fields.Select(f => key.GetProperty(f).GetRawText()));

    private static Task<Answer> RotateAsync(ProjectCalls project, JsonElement key, string body) =>
        project.Owner.SendAsync(HttpMethod.Post, project.Path($"/keys/{Id(key)}/rotate"), body);

    private static Task<Answer> PatchAsync(ProjectCalls project, JsonElement key, string body) =>
        project.Owner.SendAsync(HttpMethod.Patch, project.Path($"/keys/{Id(key)}"), body);

    private static async Task<JsonElement> MakeAsync(ProjectCalls project, string body)
    {
        var made = await project.Owner.SendAsync(HttpMethod.Post, project.Path("/keys"), body);
        made.Status.ShouldBe(201, made.Text);
        return made.Json;
    }
}
