using Cairn.Server.Tests.Support;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests;

public sealed class ProjectTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_new_project_has_keys_that_work_at_once()
    {
        using var instance = _server.WithKey(TestServer.InstanceKey);

        var made = await instance.PostAsync(
            "/api/projects",
            new
            {
                slug = "north",
                name = "The North",
                timeZone = "America/New_York",
                currency = "eur",
            }
        );

        made.Status.ShouldBe(201, made.Text);
        made.Headers["Location"].ShouldBe("/api/projects/north");
        using var http = _server.WithKey(made.Json.GetProperty("apiKey").GetString());
        var project = (await http.GetAsync("/api/projects/north")).Json;
        project.GetProperty("name").GetString().ShouldBe("The North");
        project.GetProperty("timeZone").GetString().ShouldBe("America/New_York");
        project.GetProperty("currency").GetString().ShouldBe("EUR");
        DateTimeOffset.Parse(project.GetProperty("createdAt").GetString()!).ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        var writeKey = made.Json.GetProperty("writeKey").GetString()!;
        project.GetProperty("writeKeys")[0].GetProperty("key").GetString().ShouldBe(writeKey);
        (await _server.Services.GetRequiredService<WriteKeys>().FindAsync(writeKey))!.Project.Slug.ShouldBe("north");
    }

    [Fact]
    public async Task A_slug_alone_is_enough()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var read = (await http.GetAsync($"/api/projects/{project.Slug}")).Json;

        read.GetProperty("name").GetString().ShouldBe(project.Slug);
        read.GetProperty("timeZone").GetString().ShouldBe("UTC");
        read.GetProperty("currency").GetString().ShouldBe("USD");
    }

    [Fact]
    public async Task A_taken_slug_is_a_conflict()
    {
        var project = await _server.CreateProjectAsync();
        using var instance = _server.WithKey(TestServer.InstanceKey);

        var answer = await instance.PostAsync("/api/projects", new { slug = project.Slug });

        answer.ShouldBeProblem(409, "slug_taken");
        answer.Faults["/slug"].ShouldBe("slug_taken");
    }

    [Theory]
    [InlineData("""{"slug":"Upper"}""", "/slug", "invalid_slug")]
    [InlineData("""{"slug":"a b"}""", "/slug", "invalid_slug")]
    [InlineData("""{"slug":"ä"}""", "/slug", "invalid_slug")]
    [InlineData("""{"slug":"a/../b"}""", "/slug", "invalid_slug")]
    [InlineData("""{"slug":"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg"}""", "/slug", "invalid_slug")]
    [InlineData("""{"slug":""}""", "/slug", "required")]
    [InlineData("""{"slug":null}""", "/slug", "required")]
    [InlineData("""{}""", "/slug", "required")]
    [InlineData("""{"slug":7}""", "/slug", "wrong_type")]
    [InlineData("""{"slug":"ok","timeZone":"Europe/Berln"}""", "/timeZone", "unknown_time_zone")]
    [InlineData("""{"slug":"ok","timeZone":"../../etc/passwd"}""", "/timeZone", "unknown_time_zone")]
    [InlineData("""{"slug":"ok","timeZone":"W. Europe Standard Time"}""", "/timeZone", "unknown_time_zone")]
    [InlineData("""{"slug":"ok","timeZone":"posixrules"}""", "/timeZone", "unknown_time_zone")]
    [InlineData("""{"slug":"ok","currency":"EURO"}""", "/currency", "unknown_currency")]
    [InlineData("""{"slug":"ok","currency":"XXX"}""", "/currency", "unknown_currency")]
    [InlineData("""{"slug":"ok","name":"  "}""", "/name", "invalid_name")]
    [InlineData("""{"slug":"ok","name":"a\u0000b"}""", "/name", "invalid_text")]
    [InlineData("""{"slug":"ok","tz":"UTC"}""", "/tz", "unknown_field")]
    [InlineData("""{"slug":"ok","a/b~c":1}""", "/a~1b~0c", "unknown_field")]
    [InlineData("""[]""", "", "wrong_type")]
    public async Task A_fault_is_named_by_its_pointer(string body, string pointer, string code)
    {
        using var instance = _server.WithKey(TestServer.InstanceKey);

        var answer = await instance.SendAsync(HttpMethod.Post, "/api/projects", body);

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    [Fact]
    public async Task The_longest_slug_is_fine()
    {
        using var instance = _server.WithKey(TestServer.InstanceKey);

        (await instance.PostAsync("/api/projects", new { slug = new string('z', 60) })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_deleted_project_is_gone_with_its_keys_and_its_slug_is_free()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        (await http.DeleteAsync($"/api/projects/{project.Slug}")).Status.ShouldBe(204);

        (await http.GetAsync($"/api/projects/{project.Slug}")).ShouldBeProblem(401, "unknown_key");
        (await _server.Services.GetRequiredService<WriteKeys>().FindAsync(project.WriteKey)).ShouldBeNull();
        using var instance = _server.WithKey(TestServer.InstanceKey);
        (await instance.GetAsync($"/api/projects/{project.Slug}")).ShouldBeProblem(404, "unknown_project");
        (await instance.PostAsync("/api/projects", new { slug = project.Slug })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_long_list_comes_in_pages()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        var create = server.Services.GetRequiredService<CreateProject>();
        for (var i = 0; i < 203; i++)
            await create.RunAsync(new NewProject($"p{i:000}", "p", TimeZoneInfo.Utc, "EUR"), CancellationToken.None);
        using var http = server.WithKey(TestServer.InstanceKey);

        var first = (await http.GetAsync("/api/projects")).Json;
        var second = (await http.GetAsync("/api/projects?cursor=" + first.GetProperty("next").GetString())).Json;

        first.GetProperty("items").GetArrayLength().ShouldBe(200);
        second.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("slug").GetString()).ShouldBe(["p200", "p201", "p202"]);
        second.GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_projects_name_zone_and_currency_change_from_the_next_question_on()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        var changed = await project.Owner.SendAsync(HttpMethod.Patch, project.Path(""), """{"name":"Shop","timeZone":"Asia/Tokyo"}""");

        changed.Status.ShouldBe(200, changed.Text);
        changed.Json.GetProperty("name").GetString().ShouldBe("Shop");
        changed.Json.GetProperty("currency").GetString().ShouldBe("USD");
        (await project.Owner.GetAsync(project.Path("/overview"))).Json.GetProperty("timezone").GetString().ShouldBe("Asia/Tokyo");
        (await project.Owner.SendAsync(HttpMethod.Patch, project.Path(""), """{"currency":"eur"}"""))
            .Json.GetProperty("currency")
            .GetString()
            .ShouldBe("EUR");
        (await project.Owner.GetAsync(project.Path(""))).Json.GetProperty("timeZone").GetString().ShouldBe("Asia/Tokyo");
    }

    [Theory]
    [InlineData("""{"name":" "}""", "/name", "invalid_name")]
    [InlineData("""{"timeZone":"Mars/Base"}""", "/timeZone", "unknown_time_zone")]
    [InlineData("""{"currency":"XYZW"}""", "/currency", "unknown_currency")]
    [InlineData("""{"slug":"other"}""", "/slug", "unknown_field")]
    public async Task A_wrong_change_changes_nothing(string body, string pointer, string code)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await project.Owner.SendAsync(HttpMethod.Patch, project.Path(""), body);
        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }
}
