using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class SystemTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task The_owner_sees_how_the_instance_does()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(new { @event = "a", distinct_id = "x" }, new { @event = "b", distinct_id = "x" });
        await project.DrainedAsync();
        using var owner = _server.WithKey(TestServer.InstanceKey);

        var answer = await owner.GetAsync("/api/system");

        answer.Status.ShouldBe(200, answer.Text);
        var body = answer.Json;
        body.GetProperty("version").GetString().ShouldStartWith("0.");
        body.GetProperty("memory").GetProperty("residentBytes").GetInt64().ShouldBeGreaterThan(10_000_000);
        body.GetProperty("disk").GetProperty("freeBytes").GetInt64().ShouldBeGreaterThan(0);
        body.GetProperty("spool").GetProperty("waiting").GetInt64().ShouldBe(0);
        body.GetProperty("spool").GetProperty("deadLetters").GetInt64().ShouldBe(0);
        var engines = body.GetProperty("engines").EnumerateArray().ToDictionary(e => e.GetProperty("name").GetString()!);
        engines["clickhouse"].GetProperty("version").GetString()!.ShouldContain('.');
        engines["postgres"].GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        engines["postgres"].GetProperty("diskBytes").GetInt64().ShouldBeGreaterThan(1_000_000);
        engines["clickhouse"].GetProperty("isEmbedded").GetBoolean().ShouldBeFalse();
        var mine = body.GetProperty("projects").EnumerateArray().Single(p => p.GetProperty("slug").GetString() == project.Keys.Slug);
        mine.GetProperty("events").GetInt64().ShouldBe(2);
        mine.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(0);
        mine.GetProperty("lastEvent").ValueKind.ShouldBe(JsonValueKind.String);
        answer.Text.ShouldNotContain("assword");
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        (await project.Owner.GetAsync("/api/system")).ShouldBeProblem(403, "role_too_low");
        using var nobody = _server.WithKey(null);
        (await nobody.GetAsync("/api/system")).ShouldBeProblem(401, "not_signed_in");
    }
}
