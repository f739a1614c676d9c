using Cairn.Workspace.SecondFactor;
using Npgsql;

namespace Cairn.Server.Tests.Support;

/// <summary>An account of its own with a browser that is signed in: made by an invitation, as people make one.</summary>
public sealed class AccountCalls : IDisposable
{
    public const string FirstPassword = "a-password-of-its-own";

    private readonly TestServer _server;

    private AccountCalls(TestServer server, string email, Http browser) => (_server, Email, Browser) = (server, email, browser);

    public string Email { get; }

    public Http Browser { get; }

    /// <param name="slug">The project it joins; null: the instance itself.</param>
    public static async Task<AccountCalls> MakeAsync(TestServer server, string role = "viewer", string? slug = null)
    {
        slug ??= (await server.CreateProjectAsync()).Slug;
        var email = $"a-{Guid.NewGuid():N}@example.com";
        var token = await InviteAsync(server, slug, role);
        var browser = server.Browser();
        var answer = await browser.PostAsync(
            "/api/invitation/accept",
            new
            {
                token,
                email,
                password = FirstPassword,
            }
        );
        answer.Status.ShouldBe(200, answer.Text);
        return new AccountCalls(server, email, browser);
    }

    /// <summary>The token of a new invitation, made with the instance's key.</summary>
    public static async Task<string> InviteAsync(TestServer server, string slug, string role, string? email = null)
    {
        using var owner = server.WithKey(TestServer.InstanceKey);
        var made = await owner.PostAsync($"/api/projects/{slug}/invitations", new { role, email });
        made.Status.ShouldBe(201, made.Text);
        return made.Json.GetProperty("link").GetString()!.Split('#')[1];
    }

    /// <summary>The first step of a sign-in, in another browser.</summary>
    public async Task<(Http Browser, Answer Answer)> SignInAsync(string password = FirstPassword)
    {
        var other = _server.Browser();
        return (other, await other.PostAsync("/api/session", new { email = Email, password }));
    }

    /// <summary>The ticket for the second step.</summary>
    public async Task<(Http Browser, string Ticket)> HalfSignInAsync()
    {
        var (other, answer) = await SignInAsync();
        answer.Status.ShouldBe(202, answer.Text);
        return (other, answer.Json.GetProperty("ticket").GetString()!);
    }

    /// <summary>Turns the second factor on, with the code of the step before now, so that those of now and next are left.</summary>
    public async Task<(byte[] Secret, string[] RecoveryCodes)> TurnOnSecondFactorAsync()
    {
        var started = await Browser.PostAsync("/api/account/second-factor", new { password = FirstPassword });
        started.Status.ShouldBe(200, started.Text);
        var secret = Totp.FromBase32(started.Json.GetProperty("secret").GetString()!)!;
        var on = await Browser.PostAsync("/api/account/second-factor/confirm", new { code = CodeOf(secret, -1) });
        on.Status.ShouldBe(200, on.Text);
        return (secret, [.. on.Json.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    /// <param name="steps">From now, of 30 s each.</param>
    public static string CodeOf(byte[] secret, int steps) => Totp.CodeAt(secret, Totp.StepOf(DateTimeOffset.UtcNow) + steps);

    public async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_server.Postgres);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> ReadAsync<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_server.Postgres);
        await using var command = database.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    public void Dispose() => Browser.Dispose();
}
