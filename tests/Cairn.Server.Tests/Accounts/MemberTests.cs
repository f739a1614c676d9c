using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

public sealed class MemberTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_invitation_makes_an_account_with_the_role_and_works_once()
    {
        var project = await _server.CreateProjectAsync();
        var token = await AccountCalls.InviteAsync(_server, project.Slug, "analyst");
        using var browser = _server.Browser();
        var email = $"b-{Guid.NewGuid():N}@example.com";

        var offer = (await browser.PostAsync("/api/invitation", new { token })).Json;
        offer.GetProperty("role").GetString().ShouldBe("analyst");
        offer.GetProperty("signedInAs").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await AcceptAsync(browser, token, email, "password123")).Faults["/password"].ShouldBe("common_password");
        (await AcceptAsync(browser, token, email)).Json.GetProperty("project").GetString().ShouldBe(project.Slug);

        var session = (await browser.GetAsync("/api/session")).Json.GetProperty("projects");
        session
            .EnumerateArray()
            .Select(p => (p.GetProperty("slug").GetString(), p.GetProperty("role").GetString()))
            .ShouldBe([(project.Slug, "analyst")]);
        using var late = _server.Browser();
        (await AcceptAsync(late, token, "late@example.com")).ShouldBeProblem(404, "invitation_over");
        (await late.PostAsync("/api/invitation", new { token })).ShouldBeProblem(404, "invitation_over");
    }

    [Fact]
    public async Task Two_who_accept_at_once_are_one_member()
    {
        var project = await _server.CreateProjectAsync();
        var token = await AccountCalls.InviteAsync(_server, project.Slug, "viewer");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => AcceptAsync(_server.Browser(), token, $"race-{i}-{project.Slug}@example.com"))
        );

        answers.Count(a => a.Status == 200).ShouldBe(1);
        (await MembersAsync(project)).Count(m => !m.IsInherited).ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_signed_in_joins_and_keeps_the_higher_role()
    {
        var project = await _server.CreateProjectAsync();
        using var account = await AccountCalls.MakeAsync(_server, "admin", project.Slug);
        var token = await AccountCalls.InviteAsync(_server, project.Slug, "viewer");

        (await account.Browser.PostAsync("/api/invitation/accept", new { token })).Status.ShouldBe(200);

        (await MembersAsync(project)).Single(m => m.Email == account.Email).Role.ShouldBe("admin");
    }

    [Fact]
    public async Task An_invitation_for_an_address_is_for_nobody_else()
    {
        var project = await _server.CreateProjectAsync();
        var token = await AccountCalls.InviteAsync(_server, project.Slug, "viewer", "meant@example.com");
        using var other = await AccountCalls.MakeAsync(_server);
        using var browser = _server.Browser();

        (await AcceptAsync(browser, token, "other@example.com")).ShouldBeProblem(403, "other_email");
        (await other.Browser.PostAsync("/api/invitation/accept", new { token })).ShouldBeProblem(403, "other_email");
        (await AcceptAsync(browser, token, "Meant@Example.com")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_instead_of_making_a_second()
    {
        var project = await _server.CreateProjectAsync();
        var token = await AccountCalls.InviteAsync(_server, project.Slug, "viewer");

        (await AcceptAsync(_server.Browser(), token, TestServer.OwnerEmail)).ShouldBeProblem(409, "account_exists");
    }

    [Fact]
    public async Task An_invitation_ends_when_it_is_revoked_and_after_seven_days()
    {
        var project = await _server.CreateProjectAsync();
        using var owner = _server.WithKey(project.ApiKey);
        var path = $"/api/projects/{project.Slug}/invitations";
        var (one, two) = (
            (await owner.PostAsync(path, new { role = "viewer" })).Json,
            (await owner.PostAsync(path, new { role = "viewer" })).Json
        );
        (await owner.GetAsync(path)).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await owner.GetAsync(path)).Text.ShouldNotContain("civ_");

        (await owner.DeleteAsync($"{path}/{one.GetProperty("id").GetString()}")).Status.ShouldBe(204);
        using var account = await AccountCalls.MakeAsync(_server);
        await account.ExecuteAsync(
            $"UPDATE invitations SET expires_at = expires_at - interval '7 days' WHERE id = '{two.GetProperty("id").GetString()}'"
        );

        foreach (var made in (System.Text.Json.JsonElement[])[one, two])
        {
            var token = made.GetProperty("link").GetString()!.Split('#')[1];
            (await account.Browser.PostAsync("/api/invitation/accept", new { token })).ShouldBeProblem(404, "invitation_over");
        }
        (await owner.GetAsync(path)).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_gives_takes_or_changes_more_than_they_have()
    {
        var project = await _server.CreateProjectAsync();
        using var owner = await AccountCalls.MakeAsync(_server, "owner", project.Slug);
        using var admin = await AccountCalls.MakeAsync(_server, "admin", project.Slug);
        using var viewer = await AccountCalls.MakeAsync(_server, "viewer", project.Slug);
        var ids = (await MembersAsync(project)).ToDictionary(m => m.Email, m => m.Id);
        var path = $"/api/projects/{project.Slug}";

        (await admin.Browser.PostAsync(path + "/invitations", new { role = "owner" })).ShouldBeProblem(403, "role_too_low");
        (await PatchAsync(admin, path, ids[viewer.Email], "owner")).ShouldBeProblem(403, "role_too_low");
        (await PatchAsync(admin, path, ids[admin.Email], "owner")).ShouldBeProblem(403, "role_too_low");
        (await PatchAsync(admin, path, ids[owner.Email], "viewer")).ShouldBeProblem(403, "role_too_low");
        (await admin.Browser.DeleteAsync($"{path}/members/{ids[owner.Email]}")).ShouldBeProblem(403, "role_too_low");
        (await viewer.Browser.GetAsync(path + "/members")).ShouldBeProblem(403, "role_too_low");
        (await admin.Browser.PostAsync("/api/invitations", new { role = "viewer" })).ShouldBeProblem(403, "role_too_low");

        (await PatchAsync(admin, path, ids[viewer.Email], "analyst")).Status.ShouldBe(204);
        (await admin.Browser.DeleteAsync($"{path}/members/{ids[viewer.Email]}")).Status.ShouldBe(204);
        (await viewer.Browser.GetAsync(path)).ShouldBeProblem(404, "unknown_project");
    }

    [Fact]
    public async Task The_last_owner_cannot_go()
    {
        await using var server = await TestServer.StartAsync(
            new Workspace.Setup.FirstThings(Owner: null, Project: null, InstanceApiKey: TestServer.InstanceKey)
        );
        var project = await server.CreateProjectAsync();
        using var owner = await AccountCalls.MakeAsync(server, "owner", project.Slug);
        var path = $"/api/projects/{project.Slug}";
        var id = (await owner.Browser.GetAsync(path + "/members")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();

        (await PatchAsync(owner, path, id, "admin")).ShouldBeProblem(409, "last_owner");
        (await owner.Browser.SendAsync(HttpMethod.Post, path + "/leave")).ShouldBeProblem(409, "last_owner");
        (await owner.Browser.PostAsync("/api/account/delete", new { password = AccountCalls.FirstPassword })).ShouldBeProblem(
            409,
            "last_owner"
        );

        using var second = await AccountCalls.MakeAsync(server, "owner", project.Slug);
        (await owner.Browser.PostAsync("/api/account/delete", new { password = "not-mine-at-all" }))
            .Faults["/password"]
            .ShouldBe("wrong_password");
        (await owner.Browser.PostAsync("/api/account/delete", new { password = AccountCalls.FirstPassword })).Status.ShouldBe(204);
        (await owner.Browser.GetAsync("/api/session")).Status.ShouldBe(401);
        (await second.Browser.SendAsync(HttpMethod.Post, path + "/leave")).ShouldBeProblem(409, "last_owner");
    }

    [Fact]
    public async Task The_instance_keeps_an_owner_too()
    {
        using var owner = await _server.SignedInAsync();
        var id = (await owner.GetAsync("/api/members")).Json.GetProperty("items")[0].GetProperty("id").GetString();

        (await owner.DeleteAsync("/api/members/" + id)).ShouldBeProblem(409, "last_owner");
        (await owner.PostAsync("/api/account/delete", new { password = TestServer.OwnerPassword })).ShouldBeProblem(409, "last_owner");
    }

    [Fact]
    public async Task The_audit_log_tells_of_members_and_sign_ins()
    {
        var project = await _server.CreateProjectAsync();
        using var account = await AccountCalls.MakeAsync(_server, "admin", project.Slug);
        await account.SignInAsync("typed-into-the-wrong-field");
        await account.Browser.SendAsync(HttpMethod.Post, $"/api/projects/{project.Slug}/leave");
        using var instance = _server.WithKey(TestServer.InstanceKey);

        var log = await instance.GetAsync("/api/audit?limit=50");

        var lines = log.Json.GetProperty("items").EnumerateArray().ToList();
        var own = lines.Where(l => l.GetProperty("actor").GetString() == account.Email).Select(l => l.GetProperty("action").GetString());
        own.ShouldBe(["member.left", "invitation.accepted"]);
        lines.ShouldContain(l => l.GetProperty("action").GetString() == "session.refused");
        log.Text.ShouldNotContain("typed-into-the-wrong-field");
        log.Text.ShouldNotContain("civ_");
    }

    private static Task<Answer> AcceptAsync(Http browser, string token, string email, string password = AccountCalls.FirstPassword) =>
        browser.PostAsync(
            "/api/invitation/accept",
            new
            {
                token,
                email,
                password,
            }
        );

    private static Task<Answer> PatchAsync(AccountCalls by, string path, Guid member, string role) =>
        by.Browser.SendAsync(HttpMethod.Patch, $"{path}/members/{member}", $$"""{"role":"{{role}}"}""");

    private async Task<IReadOnlyList<(Guid Id, string Email, string Role, bool IsInherited)>> MembersAsync(NewKeys project)
    {
        using var owner = _server.WithKey(project.ApiKey);
        return
        [
            .. (await owner.GetAsync($"/api/projects/{project.Slug}/members"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(m =>
                    (
                        m.GetProperty("id").GetGuid(),
                        m.GetProperty("email").GetString()!,
                        m.GetProperty("role").GetString()!,
                        m.GetProperty("isInherited").GetBoolean()
                    )
                ),
        ];
    }
}
