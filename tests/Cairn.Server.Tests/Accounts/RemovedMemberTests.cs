using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

/// <summary>Who is removed, or gets a lower role, does not come back by links they made before.</summary>
public sealed class RemovedMemberTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Theory]
    [InlineData(null, 0)]
    [InlineData("viewer", 0)]
    [InlineData("analyst", 0)]
    [InlineData("admin", 2)]
    public async Task Open_invitations_of_a_member_end_with_the_role_that_made_them(string? role, int left)
    {
        var project = await _server.CreateProjectAsync();
        using var admin = await AccountCalls.MakeAsync(_server, "owner", project.Slug);
        using var instance = _server.WithKey(TestServer.InstanceKey);
        var path = $"/api/projects/{project.Slug}";
        var tokens = new List<string>();
        foreach (var given in (string[])["owner", "admin", "viewer"])
            tokens.Add(Token(await admin.Browser.PostAsync(path + "/invitations", new { role = given })));
        var byAnother = Token(await instance.PostAsync(path + "/invitations", new { role = "viewer" }));

        await EndAsync(instance, path, admin.Email, role);

        using var browser = _server.Browser();
        var works = 0;
        foreach (var token in tokens)
            works += (await browser.PostAsync("/api/invitation", new { token })).Status == 200 ? 1 : 0;
        works.ShouldBe(left);
        (await browser.PostAsync("/api/invitation", new { token = byAnother })).Status.ShouldBe(200);
        (await admin.Browser.PostAsync("/api/invitation/accept", new { token = tokens[0] })).ShouldBeProblem(404, "invitation_over");
        (await instance.GetAsync("/api/audit?limit=20")).Text.ShouldContain($"\"invitations_revoked\":\"{3 - left}\"");
    }

    [Fact]
    public async Task Invitations_into_another_project_stay_where_the_role_does()
    {
        var (one, two) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var admin = await AccountCalls.MakeAsync(_server, "admin", one.Slug);
        var join = await AccountCalls.InviteAsync(_server, two.Slug, "admin");
        (await admin.Browser.PostAsync("/api/invitation/accept", new { token = join })).Status.ShouldBe(200);
        var token = Token(await admin.Browser.PostAsync($"/api/projects/{two.Slug}/invitations", new { role = "viewer" }));
        using var instance = _server.WithKey(TestServer.InstanceKey);

        await EndAsync(instance, "/api/projects/" + one.Slug, admin.Email, role: null);

        using var browser = _server.Browser();
        (await browser.PostAsync("/api/invitation", new { token })).Status.ShouldBe(200);
        (await admin.Browser.PostAsync("/api/account/delete", new { password = AccountCalls.FirstPassword })).Status.ShouldBe(204);
        (await browser.PostAsync("/api/invitation", new { token })).ShouldBeProblem(404, "invitation_over");
    }

    private static string Token(Answer made)
    {
        made.Status.ShouldBe(201, made.Text);
        return made.Json.GetProperty("link").GetString()!.Split('#')[1];
    }

    /// <param name="role">The new one; null: the membership ends.</param>
    private static async Task EndAsync(Http by, string path, string email, string? role)
    {
        var members = (await by.GetAsync(path + "/members")).Json.GetProperty("items").EnumerateArray();
        var id = members.Single(m => m.GetProperty("email").GetString() == email).GetProperty("id").GetString();
        var answer = role is null
            ? await by.DeleteAsync($"{path}/members/{id}")
            : await by.SendAsync(HttpMethod.Patch, $"{path}/members/{id}", $$"""{"role":"{{role}}"}""");
        answer.Status.ShouldBe(204, answer.Text);
    }
}
