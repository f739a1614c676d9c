using System.Net.WebSockets;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class LiveTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_accepted_event_is_shown_to_those_who_watch_its_project()
    {
        var (project, other) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var live = await ConnectAsync(project.ApiKey);
        (await live.InvokeAsync("Subscribe", project.Slug, null)).ShouldBeNull();

        await SendAsync(other, "elsewhere");
        await SendAsync(project, "here");

        var batch = (await live.CallAsync("events"))[0];
        batch.GetArrayLength().ShouldBe(1);
        batch[0].GetProperty("event").GetString().ShouldBe("here");
        batch[0].GetProperty("distinctId").GetString().ShouldBe("somebody");
        batch[0].GetProperty("properties").GetProperty("plan").GetString().ShouldBe("pro");
    }

    [Fact]
    public async Task A_foreign_project_and_none_at_all_are_refused_alike()
    {
        var (own, foreign) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var live = await ConnectAsync(own.ApiKey);

        var onForeign = await live.InvokeAsync("Subscribe", foreign.Slug, null);

        onForeign.ShouldNotBeNull().ShouldContain("no such project");
        (await live.InvokeAsync("Subscribe", "there-is-none", null)).ShouldBe(onForeign);
    }

    [Fact]
    public async Task A_revoked_key_sees_nothing_more_on_its_open_connection()
    {
        var project = await _server.CreateProjectAsync();
        using var owner = _server.WithKey(project.ApiKey);
        var made = (
            await owner.PostAsync(
                $"/api/projects/{project.Slug}/keys",
                new
                {
                    kind = "api",
                    name = "watcher",
                    role = "viewer",
                }
            )
        ).Json;
        using var revoked = await ConnectAsync(made.GetProperty("key").GetString()!);
        using var stays = await ConnectAsync(project.ApiKey);
        await revoked.InvokeAsync("Subscribe", project.Slug, null);
        await stays.InvokeAsync("Subscribe", project.Slug, null);
        await SendAsync(project, "before");
        (await revoked.CallAsync("events"))[0][0].GetProperty("event").GetString().ShouldBe("before");
        await stays.CallAsync("events");

        (await owner.DeleteAsync($"/api/projects/{project.Slug}/keys/{made.GetProperty("id").GetString()}")).Status.ShouldBe(204);
        await SendAsync(project, "after");
        (await stays.CallAsync("events"))[0][0].GetProperty("event").GetString().ShouldBe("after");

        (
            await Should.ThrowAsync<InvalidOperationException>(() => revoked.InvokeAsync("Subscribe", project.Slug, null))
        ).Message.ShouldStartWith("The server closed the connection");
        revoked.Passed.ShouldAllBe(message => !message.Contains("after"), "the event after the revocation was shown");
    }

    [Fact]
    public async Task Nobody_watches_without_a_key_or_from_another_site()
    {
        using var browser = await _server.SignedInAsync();

        await Should.ThrowAsync<WebSocketException>(() => LiveSocket.ConnectAsync(_server.Url));
        await Should.ThrowAsync<WebSocketException>(() => LiveSocket.ConnectAsync(_server.Url, ("Cookie", browser.Cookie!)));
        await Should.ThrowAsync<WebSocketException>(() =>
            LiveSocket.ConnectAsync(_server.Url, ("Cookie", browser.Cookie!), ("Origin", "https://evil.example"))
        );
        using var own = await LiveSocket.ConnectAsync(_server.Url, ("Cookie", browser.Cookie!), ("Origin", browser.Origin!));
    }

    private Task<LiveSocket> ConnectAsync(string apiKey) => LiveSocket.ConnectAsync(_server.Url, ("Authorization", "Bearer " + apiKey));

    private async Task SendAsync(NewKeys project, string name)
    {
        using var http = _server.WithKey(project.WriteKey);
        var answer = await http.PostAsync(
            "/ingest/events",
            new
            {
                @event = name,
                distinct_id = "somebody",
                properties = new { plan = "pro" },
            }
        );
        answer.Status.ShouldBe(200, answer.Text);
    }
}
