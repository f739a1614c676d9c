using Cairn.Server.Tests.Support;
using Cairn.Workspace.Access;
using Cairn.Workspace.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Accounts;

public sealed class SessionLifeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_account_sees_where_it_is_signed_in_and_signs_out_one_of_them()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (other, _) = await account.SignInAsync();

        var lines = (await account.Browser.GetAsync("/api/account/sessions")).Json.GetProperty("items").EnumerateArray().ToList();

        lines
            .Select(l => (l.GetProperty("method").GetString(), l.GetProperty("isThis").GetBoolean()))
            .ShouldBe([("invitation", true), ("password", false)]);
        lines[1].GetProperty("address").GetString().ShouldBe("127.0.0.1");
        (await account.Browser.DeleteAsync("/api/account/sessions/" + lines[1].GetProperty("id").GetString())).Status.ShouldBe(204);
        (await other.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
        (await account.Browser.GetAsync("/api/session")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Signing_out_everywhere_else_leaves_this_browser()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (one, _) = await account.SignInAsync();
        var (two, _) = await account.SignInAsync();

        (await account.Browser.DeleteAsync("/api/account/sessions")).Json.GetProperty("ended").GetInt32().ShouldBe(2);

        (await one.GetAsync("/api/session")).Status.ShouldBe(401);
        (await two.GetAsync("/api/session")).Status.ShouldBe(401);
        (await account.Browser.GetAsync("/api/session")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else()
    {
        using var one = await AccountCalls.MakeAsync(_server);
        using var two = await AccountCalls.MakeAsync(_server);
        var id = (await one.Browser.GetAsync("/api/account/sessions")).Json.GetProperty("items")[0].GetProperty("id").GetString();

        (await two.Browser.DeleteAsync("/api/account/sessions/" + id)).ShouldBeProblem(404, "unknown_session");

        (await one.Browser.GetAsync("/api/session")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Every_sign_in_has_a_new_cookie_and_ends_the_one_before()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var before = account.Browser.Cookie!;

        await account.Browser.PostAsync("/api/session", new { email = account.Email, password = AccountCalls.FirstPassword });

        account.Browser.Cookie.ShouldNotBe(before);
        using var old = _server.Browser();
        old.Cookie = before;
        (await old.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
    }

    [Fact]
    public async Task A_copied_cookie_opens_nothing_after_signing_out()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        using var copy = _server.Browser();
        copy.Cookie = account.Browser.Cookie;
        (await copy.GetAsync("/api/session")).Status.ShouldBe(200);

        (await account.Browser.DeleteAsync("/api/session")).Status.ShouldBe(204);

        (await copy.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
    }

    [Theory]
    [InlineData("seen_at = now() - interval '14 days'")]
    [InlineData("made_at = now() - interval '30 days'")]
    public async Task A_session_ends_after_14_days_without_use_and_30_days_with_it(string change)
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var account = await AccountCalls.MakeAsync(server);
        // In a browser that this server has not seen since: what it noted in memory would be newer.
        var (other, _) = await account.SignInAsync();
        await account.ExecuteAsync("UPDATE account_sessions SET " + change);
        await server.Services.GetRequiredService<WorkspaceAccess>().ReloadAsync(CancellationToken.None);

        (await other.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");

        await server.Services.GetRequiredService<NoteSessionUse>().SweepAsync(CancellationToken.None);
        (await account.ReadAsync<long>("SELECT count(*) FROM account_sessions")).ShouldBe(0);
    }

    [Fact]
    public async Task A_live_connection_ends_with_its_session()
    {
        var project = await _server.CreateProjectAsync();
        using var account = await AccountCalls.MakeAsync(_server, slug: project.Slug);
        using var socket = await LiveSocket.ConnectAsync(
            _server.Url,
            ("Cookie", account.Browser.Cookie!),
            ("Origin", _server.Url.GetLeftPart(UriPartial.Authority))
        );
        (await socket.InvokeAsync("subscribe", project.Slug, null)).ShouldBeNull();

        (await account.Browser.DeleteAsync("/api/session")).Status.ShouldBe(204);

        // No event has to come by for it.
        await Should.ThrowAsync<Exception>(() => socket.CallAsync("events"));
    }

    [Fact]
    public async Task Only_a_hash_of_the_cookie_is_kept()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var secret = account.Browser.Cookie!.Split('=')[1];

        (await account.ReadAsync<long>($"SELECT count(*) FROM account_sessions WHERE account_sessions::text LIKE '%{secret}%'")).ShouldBe(
            0
        );
        secret.Length.ShouldBeGreaterThanOrEqualTo(43);
    }

    [Fact]
    public async Task Sign_ins_and_sessions_are_counted()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        await account.SignInAsync("a-wrong-password");
        using var http = _server.WithKey(TestServer.InstanceKey);

        var text = (await http.GetAsync("/metrics")).Text;

        text.ShouldContain("cairn_sign_ins_total{method=\"password\",result=\"refused\"}");
        text.ShouldMatch(@"(?m)^cairn_sessions \d+$");
    }

    [Fact]
    public async Task A_key_has_no_account()
    {
        using var key = _server.WithKey(TestServer.InstanceKey);

        (await key.GetAsync("/api/account")).ShouldBeProblem(400, "accounts_only");
        (await key.GetAsync("/api/account/sessions")).ShouldBeProblem(400, "accounts_only");
    }
}
