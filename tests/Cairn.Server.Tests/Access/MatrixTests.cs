using System.Collections.Concurrent;
using Cairn.Server.Tests.Support;
using Npgsql;

namespace Cairn.Server.Tests.Access;

/// <summary>Every route of the server against every kind of caller.</summary>
public sealed class MatrixTests(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>What ends the project or the tokens, or begins long work: tried once, in a world of its own.</summary>
    private static readonly string[] _once =
    [
        "DELETE /api/projects/{slug}",
        "POST /api/projects/{slug}/archive",
        "DELETE /api/projects/{slug}/self-tokens",
        "POST /api/projects/{slug}/sample",
    ];

    /// <summary>Not tried by those who may: it would take a caller's own standing away, or a whole backup's time. Tests of their own do.</summary>
    private static readonly string[] _notTried =
    [
        "POST /api/projects/{slug}/leave",
        "POST /api/account/delete",
        "DELETE /api/account/sessions",
        "POST /api/backups",
    ];

    private readonly TestServer _server = shared.Server;

    [Fact]
    public void The_table_names_every_route_and_no_other() =>
        Route.Of(_server).Select(r => r.Name).ShouldBe(EndpointTable.Least.Keys, ignoreOrder: true);

    [Fact]
    public async Task Whoever_may_not_is_refused_as_the_table_says_and_changes_nothing()
    {
        await _server.StoreIsReadyAsync();
        var world = await MatrixWorld.CreateAsync(_server);
        var before = await EverythingAsync();
        var wrong = new ConcurrentBag<string>();

        await ForEachAsync(
            world,
            async (route, caller) =>
            {
                if (caller.Refusal(EndpointTable.Least[route.Name]) is not var (status, code))
                    return;
                // No JSON: a refusal comes before a byte of the body is looked at.
                var answer = await SendAsync(caller.Http, route, world.Project.Slug, "no json");
                if (answer.Status != status || CodeOf(answer) != code)
                    wrong.Add($"{caller.Name}: {route.Name} answers {answer.Status} {CodeOf(answer)}, not {status} {code}");
                if (status == 401 && answer.Headers.GetValueOrDefault("WWW-Authenticate") != "Bearer")
                    wrong.Add($"{caller.Name}: {route.Name} does not say how to sign in");
                if (code != "unknown_project")
                    return;
                var none = await SendAsync(caller.Http, route, "there-is-none", "no json");
                if (answer.Text != none.Text || !answer.Headers.Keys.Order().SequenceEqual(none.Headers.Keys.Order()))
                    wrong.Add($"{caller.Name}: {route.Name} tells a foreign project from none");
            }
        );

        wrong.Order().Take(10).ShouldBeEmpty($"{wrong.Count} cells are wrong");
        (await EverythingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_may_is_let_in()
    {
        await _server.StoreIsReadyAsync();
        var world = await MatrixWorld.CreateAsync(_server);
        var wrong = new ConcurrentBag<string>();

        await ForEachAsync(
            world,
            async (route, caller) =>
            {
                var least = EndpointTable.Least[route.Name];
                if (
                    _once.Contains(route.Name)
                    || _notTried.Contains(route.Name)
                    || least is "everybody" or "write key"
                    || caller.Refusal(least) is not null
                )
                    return;
                var answer = await SendAsync(caller.Http, route, world.Project.Slug, """{"no such field":1}""");
                if (
                    answer.Status is 401 or 403 or >= 500
                    || (route.Pattern.Contains("{slug}", StringComparison.Ordinal) && CodeOf(answer) is "unknown_project")
                )
                    wrong.Add($"{caller.Name}: {route.Name} answers {answer.Status} {CodeOf(answer)}");
            }
        );

        wrong.Order().Take(10).ShouldBeEmpty($"{wrong.Count} cells are wrong");
        foreach (var name in _once)
        {
            var route = Route.Of(_server).Single(r => r.Name == name);
            foreach (var caller in world.Callers.Where(c => c.Refusal(EndpointTable.Least[name]) is null).Select(c => c.Name).ToArray())
            {
                world = await MatrixWorld.CreateAsync(_server, world);
                var answer = await SendAsync(world.Callers.Single(c => c.Name == caller).Http, route, world.Project.Slug, null);
                answer.Status.ShouldBeInRange(200, 299, $"{caller}: {name} {answer.Text}");
                await _server.WithKey(TestServer.InstanceKey).DeleteAsync($"/api/projects/{world.Project.Slug}/sample");
            }
        }
    }

    [Fact]
    public async Task What_is_open_to_everybody_asks_nobody_to_sign_in()
    {
        await _server.StoreIsReadyAsync();
        using var http = _server.WithKey(null);
        foreach (var route in Route.Of(_server).Where(r => EndpointTable.Least[r.Name] == "everybody" && r.Name != "DELETE /api/session"))
            CodeOf(await SendAsync(http, route, "x", "no json")).ShouldNotBe("not_signed_in", route.Name);
        foreach (var route in Route.Of(_server).Where(r => EndpointTable.Least[r.Name] == "write key" && r.Method == "POST"))
            (await SendAsync(http, route, "x", "{}")).Status.ShouldBe(401, route.Name);
    }

    private Task ForEachAsync(MatrixWorld world, Func<Route, MatrixCaller, Task> lookAsync)
    {
        var routes = Route.Of(_server).Where(r => EndpointTable.Least[r.Name] is not ("everybody" or "write key"));
        return Parallel.ForEachAsync(
            routes,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (route, _) =>
            {
                foreach (var caller in world.Callers)
                    await lookAsync(route, caller);
            }
        );
    }

    /// <summary>As through a proxy: what only this machine may ask without saying who it is, is closed like the rest.</summary>
    private static async Task<Answer> SendAsync(Http http, Route route, string slug, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.PathIn(slug));
        request.Headers.Add("Via", "1.1 matrix");
        if (body is not null && route.Method != "GET")
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await http.SendAsync(request);
    }

    private static string CodeOf(Answer answer) =>
        answer.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true
            ? answer.Json.GetProperty("code").GetString()!
            : "";

    /// <summary>A hash of every row of every table, but for when something was last used.</summary>
    private async Task<string> EverythingAsync()
    {
        await using var database = NpgsqlDataSource.Create(_server.Postgres);
        var tables = new List<string>();
        await using (
            var list = database.CreateCommand(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
            )
        )
        await using (var rows = await list.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                tables.Add(rows.GetString(0));
        var hashes = new List<string>();
        foreach (var table in tables)
        {
            await using var hash = database.CreateCommand(
                $"SELECT md5(coalesce(string_agg(row, E'\\n' ORDER BY row), '')) FROM (SELECT (to_jsonb(t) - '{{last_used_at,last_seen_at}}'::text[])::text AS row FROM \"{table}\" t) AS rows"
            );
            hashes.Add($"{table} {await hash.ExecuteScalarAsync()}");
        }

        return string.Join('\n', hashes);
    }
}
