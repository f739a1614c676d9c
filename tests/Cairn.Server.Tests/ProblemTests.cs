using Cairn.Server.Access;
using Cairn.Server.Tests.Support;
using Cairn.Store.ClickHouse;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Cairn.Server.Tests;

public sealed class ProblemTests(ProblemTests.FailingServer shared) : IClassFixture<ProblemTests.FailingServer>
{
    private readonly TestServer _server = shared.Server;

    /// <summary>A server with routes that fail in every way the handler knows.</summary>
    public sealed class FailingServer : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Server = await TestServer.StartAsync(
                TestServer.SetUp,
                map: app =>
                {
                    app.MapGet(
                        "/fail/clickhouse/{code:int}",
                        string (int code) => throw new ClickHouseException(code, "secret detail of the store")
                    );
                    app.MapGet("/fail/away", string () => throw new ClickHouseUnavailableException("connection refused"));
                    app.MapGet(
                        "/fail/postgres",
                        string () => throw new InvalidOperationException("wrapped", new NpgsqlException("gone", new IOException("reset")))
                    );
                    app.MapGet("/fail/bug", string () => throw new InvalidOperationException("secret detail of a bug"));
                    app.MapGet("/api/without-rule", () => "must not be seen");
                    app.MapGet("/api/number", (int n) => n).OpenToEverybody();
                }
            );

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }

    [Theory]
    [InlineData("/fail/clickhouse/159", 504, "query_timeout")]
    [InlineData("/fail/clickhouse/160", 504, "query_timeout")]
    [InlineData("/fail/clickhouse/241", 422, "query_too_large")]
    [InlineData("/fail/clickhouse/158", 422, "query_too_large")]
    [InlineData("/fail/clickhouse/202", 503, "store_unavailable")]
    [InlineData("/fail/away", 503, "store_unavailable")]
    [InlineData("/fail/postgres", 503, "workspace_unavailable")]
    [InlineData("/fail/clickhouse/62", 500, "internal")]
    [InlineData("/fail/bug", 500, "internal")]
    [InlineData("/api/without-rule", 500, "internal")]
    public async Task A_failure_is_answered_as_what_it_is(string path, int status, string code)
    {
        using var http = _server.WithKey(null);

        var answer = await http.GetAsync(path);

        answer.ShouldBeProblem(status, code);
        answer.Text.ShouldNotContain("secret");
        answer.Text.ShouldNotContain("must not be seen");
        answer.Headers.ContainsKey("Retry-After").ShouldBe(status == 503);
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "not_found")]
    [InlineData("POST", "/api", 404, "not_found")]
    [InlineData("GET", "/api/projects/x/y/z", 404, "not_found")]
    [InlineData("PUT", "/api/session", 405, "method_not_allowed")]
    [InlineData("TRACE", "/api/session", 405, "method_not_allowed")]
    [InlineData("GET", "/api/number?n=seven", 400, "bad_request")]
    [InlineData("GET", "/hubs/nothing", 404, "not_found")]
    public async Task What_no_route_answers_is_a_problem_too(string method, string path, int status, string code)
    {
        using var http = _server.WithKey(TestServer.InstanceKey);

        (await http.SendAsync(new HttpMethod(method), path)).ShouldBeProblem(status, code);
    }

    [Theory]
    [InlineData("""{"slug":""")]
    [InlineData("")]
    [InlineData("slug")]
    [InlineData("""{"slug":"a","slug":"b"}""")]
    [InlineData("""{"slug":"a"} trailing""")]
    public async Task Broken_JSON_is_named_as_such(string body)
    {
        using var http = _server.WithKey(TestServer.InstanceKey);

        (await http.SendAsync(HttpMethod.Post, "/api/projects", body)).ShouldBeProblem(400, "invalid_json");
    }

    [Fact]
    public async Task A_body_past_the_bound_is_refused()
    {
        using var http = _server.WithKey(TestServer.InstanceKey);

        var answer = await http.PostAsync("/api/projects", new { slug = "big", name = new string('x', 1_100_000) });

        answer.ShouldBeProblem(413, "body_too_large");
    }

    [Fact]
    public async Task Empty_parts_of_a_problem_are_left_out()
    {
        using var http = _server.WithKey(null);

        var names = (await http.GetAsync("/api/session")).Json.EnumerateObject().Select(p => p.Name);

        names.ShouldBe(["status", "code", "title", "detail"]);
    }

    [Theory]
    [InlineData("""{"email":"\ud800","password":"x"}""")]
    [InlineData("""{"email":"a@example.com","pass\ud800":"x"}""")]
    public async Task Half_a_surrogate_pair_is_a_fault_of_the_body_and_not_a_failure(string body)
    {
        using var http = _server.WithKey(null);

        (await http.SendAsync(HttpMethod.Post, "/api/session", body)).ShouldBeProblem(400, "invalid_json");
    }
}
