using Cairn.Server.Tests.Support;
using Cairn.Workspace.Erasing;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests;

public sealed class UnattendedSetUpTests
{
    private static FirstThings Things(string slug) =>
        new(
            new FirstOwner("boss@example.com", "correct-horse-battery"),
            new NewProject(slug, slug, TimeZoneInfo.Utc, "EUR"),
            "cwk_given-write-key",
            "csk_given-instance-key"
        );

    [Fact]
    public async Task An_empty_store_gets_owner_project_and_both_keys()
    {
        await using var server = await TestServer.StartAsync(Things("first"));
        using var http = server.WithKey("csk_given-instance-key");

        var project = await http.GetAsync("/api/projects/first");

        project.Json.GetProperty("writeKeys")[0].GetProperty("key").GetString().ShouldBe("cwk_given-write-key");
        (await http.PostAsync("/api/projects", new { slug = "another" })).Status.ShouldBe(201);
        using var browser = server.Browser();
        (await browser.PostAsync("/api/session", new { email = "BOSS@example.com", password = "correct-horse-battery" })).Status.ShouldBe(
            204
        );
        (await http.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_store_that_is_not_empty_is_left_alone()
    {
        string postgres;
        MasterKey key;
        await using (var before = await TestServer.StartAsync(Things("first")))
        {
            (postgres, key) = (before.Postgres, before.Services.GetRequiredService<MasterKey>());
            using var http = before.WithKey("csk_given-instance-key");
            (await http.DeleteAsync("/api/projects/first")).Status.ShouldBe(204);
        }

        await using var after = await TestServer.StartAsync(
            Things("second") with
            {
                InstanceApiKey = "csk_another-instance-key",
            },
            postgres,
            settings => settings with { MasterKey = key }
        );

        using var old = after.WithKey("csk_given-instance-key");
        (await old.GetAsync("/api/projects")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        using var other = after.WithKey("csk_another-instance-key");
        (await other.GetAsync("/api/projects")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_project_and_a_key_without_an_owner_leave_the_link_open()
    {
        await using var server = await TestServer.StartAsync(Things("first") with { Owner = null });
        using var http = server.WithKey("csk_given-instance-key");

        (await http.GetAsync("/api/projects/first")).Status.ShouldBe(200);
        (await http.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeTrue();
    }
}
