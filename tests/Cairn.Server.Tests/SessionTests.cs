using Cairn.Server.Tests.Support;
using Npgsql;

namespace Cairn.Server.Tests;

public sealed class SessionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Signing_in_and_out()
    {
        using var browser = await _server.SignedInAsync();
        (await browser.GetAsync("/api/session")).Json.GetProperty("email").GetString().ShouldBe(TestServer.OwnerEmail);

        (await browser.DeleteAsync("/api/session")).Status.ShouldBe(204);

        (await browser.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var browser = _server.Browser();

        var answer = await browser.PostAsync("/api/session", new { email = TestServer.OwnerEmail, password = TestServer.OwnerPassword });

        var cookie = answer.Headers["Set-Cookie"].ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("secure", customMessage: "plain http: a Secure cookie would never come back");
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_secure()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: settings => settings with { PublicUrl = new Uri("https://analytics.example.com") }
        );
        using var browser = server.Browser();
        browser.Origin = "https://analytics.example.com";

        var answer = await browser.PostAsync("/api/session", new { email = TestServer.OwnerEmail, password = TestServer.OwnerPassword });

        answer.Status.ShouldBe(204);
        answer.Headers["Set-Cookie"].ShouldStartWith("__Host-cairn=");
        answer.Headers["Set-Cookie"].ToLowerInvariant().ShouldContain("secure");
    }

    [Theory]
    [InlineData(TestServer.OwnerEmail, "wrong-password")]
    [InlineData("nobody@example.com", TestServer.OwnerPassword)]
    public async Task A_wrong_password_and_an_unknown_account_look_the_same(string email, string password)
    {
        using var browser = _server.Browser();

        var answer = await browser.PostAsync("/api/session", new { email, password });

        answer.ShouldBeProblem(401, "wrong_credentials");
        answer.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_until_the_lock_ends()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var browser = server.Browser();
        // At once: parallel guesses count one by one too.
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => browser.PostAsync("/api/session", new { email = TestServer.OwnerEmail, password = "wrong-password" }))
        );
        var right = new { email = TestServer.OwnerEmail, password = TestServer.OwnerPassword };

        (await browser.PostAsync("/api/session", right)).ShouldBeProblem(401, "wrong_credentials");

        await ExecuteAsync(server, "UPDATE accounts SET lockout_end = now() - interval '1 second'");
        (await browser.PostAsync("/api/session", right)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_have_to_wait()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var browser = server.Browser();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 61).Select(i => browser.PostAsync("/api/session", new { email = $"u{i}@example.com" }))
        );

        var refused = answers.Single(a => a.Status == 429);
        refused.ShouldBeProblem(429, "too_many_tries");
        refused.Headers["Retry-After"].ShouldBe("60");
    }

    [Fact]
    public async Task A_new_stamp_ends_every_session_of_the_account()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var browser = await server.SignedInAsync();
        var access = (Workspace.Access.WorkspaceAccess)server.Services.GetService(typeof(Workspace.Access.WorkspaceAccess))!;

        await ExecuteAsync(server, "UPDATE accounts SET security_stamp = 'another'");
        await access.ReloadAsync(CancellationToken.None);

        (await browser.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
    }

    [Fact]
    public async Task A_restart_keeps_sessions_when_the_data_folder_stays()
    {
        string? folder = null;
        var before = await TestServer.StartAsync(TestServer.SetUp, settings: settings => Keep(settings, ref folder));
        using var browser = await before.SignedInAsync();
        var cookie = browser.Cookie;
        var postgres = before.Postgres;
        await before.DisposeAsync();

        await using var after = await TestServer.StartAsync(TestServer.SetUp, postgres, settings => Keep(settings, ref folder));
        using var again = after.Browser();
        again.Cookie = cookie;

        (await again.GetAsync("/api/session")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_forged_cookie_opens_nothing()
    {
        using var browser = _server.Browser();
        browser.Cookie = "cairn=CfDJ8forgedforgedforgedforged";

        (await browser.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
    }

    [Fact]
    public async Task A_wrong_key_is_not_saved_by_a_good_cookie()
    {
        using var browser = await _server.SignedInAsync();
        using var both = _server.WithKey("csk_unknown-key");
        both.Cookie = browser.Cookie;

        (await both.GetAsync("/api/session")).ShouldBeProblem(401, "unknown_key");
    }

    [Fact]
    public async Task An_API_key_knows_its_own_session()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var session = (await http.GetAsync("/api/session")).Json;

        session.GetProperty("apiKey").GetString().ShouldBe("First API key");
        session.GetProperty("instanceRole").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        session.GetProperty("projects").GetArrayLength().ShouldBe(1);
    }

    private static Settings.CairnSettings Keep(Settings.CairnSettings settings, ref string? folder)
    {
        folder ??= settings.DataFolder;
        return settings with { DataFolder = folder };
    }

    private static async Task ExecuteAsync(TestServer server, string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.Postgres);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
