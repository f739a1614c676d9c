using Cairn.Events;
using Cairn.Ingest.Formats;
using Cairn.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cairn.Server.Tests;

public sealed class AuditTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public void Every_route_that_can_change_something_says_whether_it_is_audited()
    {
        var endpoints = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

        endpoints
            .Where(e => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith("/api", StringComparison.Ordinal))
            .Where(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Any(m => m is not ("GET" or "HEAD")))
            .Where(e => e.Metadata.GetMetadata<AuditRule>() is null && e.Metadata.GetMetadata<VendorRoute>() is null)
            .Select(e => e.DisplayName)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_log_says_who_did_what_to_which_thing()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);
        var made = await http.PostAsync(
            $"/api/projects/{project.Slug}/keys",
            new
            {
                kind = "api",
                name = "Warehouse",
                role = "viewer",
            }
        );
        made.Status.ShouldBe(201, made.Text);
        var id = made.Json.GetProperty("id").GetString()!;
        (await http.SendAsync(HttpMethod.Delete, $"/api/projects/{project.Slug}/keys/{id}", null)).Status.ShouldBe(204);

        var log = await http.GetAsync($"/api/projects/{project.Slug}/audit");

        var lines = log.Json.GetProperty("items").EnumerateArray().ToList();
        lines.Select(l => l.GetProperty("action").GetString()).ShouldBe(["key.revoked", "key.created", "project.created"]);
        lines[0].GetProperty("targetId").GetString().ShouldBe(id);
        lines[1].GetProperty("targetName").GetString().ShouldBe("Warehouse");
        lines[1].GetProperty("details").GetProperty("role").GetString().ShouldBe("viewer");
        lines[1].GetProperty("actorKind").GetString().ShouldBe("api_key");
        lines[1].GetProperty("actor").GetString().ShouldBe("First API key");
        lines[1].GetProperty("address").GetString().ShouldBe("127.0.0.1");
        lines[1].GetProperty("project").GetString().ShouldBe(project.Slug);
        log.Text.ShouldNotContain(made.Json.GetProperty("key").GetString()!);
    }

    [Fact]
    public async Task An_export_is_written_down_and_a_refused_request_is_not()
    {
        var project = await _server.CreateProjectAsync();
        await _server.StoreIsReadyAsync();
        using var http = _server.WithKey(project.ApiKey);
        (await http.GetAsync($"/api/projects/{project.Slug}/export/events?from=-7d&format=csv")).Status.ShouldBe(200);
        (await http.PostAsync($"/api/projects/{project.Slug}/keys", new { kind = "api" })).Status.ShouldBe(400);

        var log = await http.GetAsync($"/api/projects/{project.Slug}/audit");

        log.Json.GetProperty("items")
            .EnumerateArray()
            .Select(l => l.GetProperty("action").GetString())
            .ShouldBe(["events.exported", "project.created"]);
    }

    [Fact]
    public async Task Nobody_changes_or_removes_a_line_not_even_with_SQL()
    {
        await _server.CreateProjectAsync();
        await using var database = NpgsqlDataSource.Create(_server.Postgres);

        foreach (var sql in (string[])["UPDATE audit_log SET action = 'key.created'", "DELETE FROM audit_log", "TRUNCATE audit_log"])
        {
            await using var command = database.CreateCommand(sql);
            var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            refused.MessageText.ShouldBe("The audit log is append only.");
        }
    }

    [Fact]
    public async Task The_log_is_filtered_and_paged()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);
        foreach (var name in (string[])["one", "two", "three"])
            (await http.PostAsync($"/api/projects/{project.Slug}/keys", new { kind = "write", name })).Status.ShouldBe(201);

        (await NamesAsync("?action=key.")).ShouldBe(["three", "two", "one"]);
        (await NamesAsync("?action=key.created&target=tw")).ShouldBe(["two"]);
        (await NamesAsync("?actor=nobody@example.com")).ShouldBeEmpty();
        (await NamesAsync("?actorKind=account")).ShouldBeEmpty();
        (await NamesAsync("?to=2020-01-01")).ShouldBeEmpty();
        var first = await http.GetAsync($"/api/projects/{project.Slug}/audit?action=key.&limit=2");
        (await NamesAsync("?action=key.&limit=2&cursor=" + first.Json.GetProperty("next").GetString())).ShouldBe(["one"]);

        var wrong = await http.GetAsync($"/api/projects/{project.Slug}/audit?limit=0&from=soon&actorKind=cat&cursor=x");
        wrong.Status.ShouldBe(400);
        wrong
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("pointer").GetString())
            .ShouldBe(["/from", "/actorKind", "/limit", "/cursor"]);

        async Task<List<string?>> NamesAsync(string search)
        {
            var answer = await http.GetAsync($"/api/projects/{project.Slug}/audit{search}");
            answer.Status.ShouldBe(200, answer.Text);
            return [.. answer.Json.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("targetName").GetString())];
        }
    }

    [Fact]
    public async Task A_project_sees_its_own_lines_and_the_instance_sees_all()
    {
        var (one, other) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var ofOne = _server.WithKey(one.ApiKey);
        using var ofAll = _server.WithKey(TestServer.InstanceKey);

        var lines = await ofOne.GetAsync($"/api/projects/{one.Slug}/audit");
        var all = await ofAll.GetAsync("/api/audit?limit=10");

        lines.Text.ShouldNotContain(other.Slug);
        all.Text.ShouldContain(one.Slug);
        all.Text.ShouldContain(other.Slug);
        (await ofOne.GetAsync("/api/audit")).Status.ShouldBe(403);
    }
}
