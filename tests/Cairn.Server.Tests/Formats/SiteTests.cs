using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Formats;

/// <summary>Public names of projects, and events that come by them.</summary>
public sealed class SiteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Events_come_by_a_site_until_it_is_removed()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var site = Guid.NewGuid().ToString("D");
        (await SendAsync(project, site)).Status.ShouldBe(400);

        var put = await PutAsync(project, "HTTPS://Shop-" + site + ".example/", site.ToUpperInvariant());

        put.Status.ShouldBe(200, put.Text);
        put.Json.GetProperty("sites")
            .EnumerateArray()
            .Select(s => s.GetProperty("site").GetString())
            .ShouldBe([site, $"shop-{site}.example"], ignoreOrder: true);
        (await SendAsync(project, site)).Status.ShouldBe(200);
        (await SendAsync(project, site.ToUpperInvariant())).Status.ShouldBe(200);
        (await project.StoredAsync()).Count.ShouldBe(2);

        (await PutAsync(project)).Json.GetProperty("sites").GetArrayLength().ShouldBe(0);
        (await SendAsync(project, site)).Status.ShouldBe(400);
        (await project.Owner.GetAsync(project.Path("/sites"))).Json.GetProperty("sites").GetArrayLength().ShouldBe(0);
        (await project.Owner.GetAsync(project.Path("/audit"))).Text.ShouldContain("sites.changed");
    }

    [Fact]
    public async Task One_project_has_a_site_and_faults_are_named()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var other = await ProjectCalls.CreateAsync(_server);
        var site = Guid.NewGuid().ToString("D");
        (await PutAsync(other, site)).Status.ShouldBe(200);

        Faults(await PutAsync(project, "a.example", site, other.Keys.Slug)).ShouldBe(["/sites/1 taken", "/sites/2 taken"]);
        Faults(await PutAsync(project, "a b", "", other.Keys.WriteKey, new string('a', 201)))
            .ShouldBe(["/sites/0 invalid_entry", "/sites/1 invalid_entry", "/sites/2 invalid_entry", "/sites/3 invalid_entry"]);
        Faults(await project.Owner.SendAsync(HttpMethod.Put, project.Path("/sites"), "{}")).ShouldBe(["/sites required"]);
        (await project.Owner.GetAsync(project.Path("/sites"))).Json.GetProperty("sites").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_live_write_key_nothing_comes_by_a_site()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var site = Guid.NewGuid().ToString("D") + ".example";
        (await PutAsync(project, site)).Status.ShouldBe(200);
        var keys = (await project.Owner.GetAsync(project.Path("/keys"))).Json.GetProperty("items").EnumerateArray();
        foreach (var key in keys.Where(k => k.GetProperty("kind").GetString() == "write"))
            await project.Owner.DeleteAsync(project.Path("/keys/" + key.GetProperty("id").GetString()));

        var answer = await project.IngestRawAsync(
            Encoding.UTF8.GetBytes($$"""{"n":"pageview","u":"https://{{site}}/","d":"{{site}}"}"""),
            "/api/event",
            ("Content-Type", "text/plain")
        );

        answer.Status.ShouldBe(401, answer.Text);
    }

    private static Task<Answer> PutAsync(ProjectCalls project, params string[] sites) =>
        project.Owner.SendAsync(HttpMethod.Put, project.Path("/sites"), JsonSerializer.Serialize(new { sites }));

    private static Task<Answer> SendAsync(ProjectCalls project, string site) =>
        project.IngestRawAsync(
            Encoding.UTF8.GetBytes($$$"""{"type":"event","payload":{"website":"{{{site}}}","hostname":"shop.example","url":"/"}}"""),
            "/api/send",
            ("Content-Type", "application/json"),
            ("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/132.0")
        );

    private static IEnumerable<string> Faults(Answer answer) =>
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => $"{e.GetProperty("pointer").GetString()} {e.GetProperty("code").GetString()}");
}
