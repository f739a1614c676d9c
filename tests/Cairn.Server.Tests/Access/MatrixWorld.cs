using Cairn.Server.Tests.Support;
using Cairn.Workspace;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Access;

/// <summary>A project, and everybody who may come to it with anything in hand.</summary>
internal sealed class MatrixWorld
{
    private const string Password = "correct-horse-battery-staple";

    private readonly TestServer _server;
    private readonly Dictionary<string, Http> _browsers = [];

    private MatrixWorld(TestServer server) => _server = server;

    public NewKeys Project { get; private set; } = null!;

    public List<MatrixCaller> Callers { get; } = [];

    /// <summary>A new project. Accounts sign in once for all worlds of a server, since that is bounded.</summary>
    /// <param name="before">The world whose accounts are taken over.</param>
    public static async Task<MatrixWorld> CreateAsync(TestServer server, MatrixWorld? before = null)
    {
        var world = new MatrixWorld(server) { Project = await server.CreateProjectAsync() };
        var foreign = await server.CreateProjectAsync();
        world.AddNobodies();
        await world.AddKeysAsync(foreign);
        await world.AddTokensAsync(foreign);
        await world.AddAccountsAsync(foreign, before);
        return world;
    }

    private void AddNobodies()
    {
        Add("nobody", null, "not_signed_in");
        foreach (var key in (string[])["", "csk_", "no key at all", "csk_unknown-key-0123456789", "cst_", Project.WriteKey])
            Add($"the key \"{key}\"", key, "unknown_" + (key == "cst_" ? "token" : "key"));

        void Add(string name, string? key, string code) => Callers.Add(new(name, WithKey(key), Standing.Nobody, Code: code));
    }

    private async Task AddKeysAsync(NewKeys foreign)
    {
        var keys = new ProjectCalls(_server, Project);
        for (var role = 0; role < EndpointTable.Roles.Length; role++)
            Callers.Add(
                new($"a key for {EndpointTable.Roles[role]}", await keys.WithRoleAsync(EndpointTable.Roles[role]), Standing.Member, role)
            );
        Callers.Add(new("a foreign project's key", WithKey(foreign.ApiKey), Standing.Stranger));
        Callers.Add(new("the instance's key", WithKey(TestServer.InstanceKey), Standing.Instance));
        var service = await keys.Owner.PostAsync(keys.Path("/keys"), new { kind = "service", name = "sender" });
        service.Status.ShouldBe(201, service.Text);
        Callers.Add(new("a service key", WithKey(service.Json.GetProperty("key").GetString()), Standing.Service));
        var (over, overId) = await MakeKeyAsync();
        await EndAsync(overId);
        Callers.Add(new("a key that came to its end", WithKey(over), Standing.Nobody, Code: "expired_key"));
        var (revoked, id) = await MakeKeyAsync();
        (await keys.Owner.DeleteAsync(keys.Path("/keys/" + id))).Status.ShouldBe(204);
        Callers.Add(new("a revoked key", WithKey(revoked), Standing.Nobody, Code: "unknown_key"));
    }

    private async Task AddTokensAsync(NewKeys foreign)
    {
        var keys = new ProjectCalls(_server, Project);
        var token = await SelfTokenCalls.MakeAsync(keys.Owner, Project.Slug, "ada");
        Callers.Add(new("a token for one person", WithKey(token), Standing.Self));
        using var foreigner = WithKey(foreign.ApiKey);
        Callers.Add(
            new(
                "a foreign project's token",
                WithKey(await SelfTokenCalls.MakeAsync(foreigner, foreign.Slug, "ada")),
                Standing.Stranger,
                IsForOne: true
            )
        );
        Dead("a changed token", SelfTokenCalls.Changed(token, "ada", "bob"));
        Dead("a token that is over", SelfTokenCalls.Over(_server, Project.Slug));
        var (maker, id) = await MakeKeyAsync();
        var orphan = await SelfTokenCalls.MakeAsync(WithKey(maker), Project.Slug, "ada");
        (await keys.Owner.DeleteAsync(keys.Path("/keys/" + id))).Status.ShouldBe(204);
        Dead("a token of a revoked key", orphan);

        void Dead(string name, string text) => Callers.Add(new(name, WithKey(text), Standing.Nobody, Code: "unknown_token"));
    }

    private async Task AddAccountsAsync(NewKeys foreign, MatrixWorld? before)
    {
        for (var role = 0; role < EndpointTable.Roles.Length; role++)
        {
            var http = await AccountAsync(
                "matrix-" + EndpointTable.Roles[role] + "@example.com",
                Project.Slug,
                Enum.Parse<Role>(EndpointTable.Roles[role], true),
                before
            );
            Callers.Add(new($"an account that is {EndpointTable.Roles[role]}", http, Standing.Member, role));
        }

        Callers.Add(
            new(
                "a foreign project's account",
                await AccountAsync("stranger@example.com", foreign.Slug, Role.Owner, before),
                Standing.Stranger
            )
        );
        Callers.Add(new("the instance's owner", before?["the instance's owner"] ?? await SignedInAsync(), Standing.Instance));
        var gone = before?["somebody signed out"] ?? await SignedInAsync();
        if (before is null)
        {
            var cookie = gone.Cookie;
            (await gone.DeleteAsync("/api/session")).Status.ShouldBe(204);
            gone.Cookie = cookie; // a copy that somebody kept
        }

        Callers.Add(new("somebody signed out", gone, Standing.Nobody, Code: "not_signed_in"));
    }

    private async Task EndAsync(string key)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(_server.Postgres);
        await using var end = database.CreateCommand("UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1");
        end.Parameters.AddWithValue(Guid.Parse(key));
        (await end.ExecuteNonQueryAsync()).ShouldBe(1);
        await _server.Services.GetRequiredService<WorkspaceAccess>().ReloadAsync(CancellationToken.None);
    }

    /// <summary>From an address of its own: limits by address are not what is looked at.</summary>
    private Http WithKey(string? key) => new(_server.Url, key, Address());

    private Http Browser() => new(_server.Url, key: null, Address()) { Origin = _server.Url.GetLeftPart(UriPartial.Authority) };

    private async Task<Http> SignedInAsync()
    {
        var browser = Browser();
        var answer = await browser.PostAsync("/api/session", new { email = TestServer.OwnerEmail, password = TestServer.OwnerPassword });
        answer.Status.ShouldBe(204, answer.Text);
        return browser;
    }

    private static System.Net.IPAddress Address() =>
        new([127, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]);

    private Http? this[string name] => Callers.Find(c => c.Name == name)?.Http;

    private async Task<(string Secret, string Id)> MakeKeyAsync()
    {
        using var owner = WithKey(Project.ApiKey);
        var made = await owner.PostAsync(
            $"/api/projects/{Project.Slug}/keys",
            new
            {
                kind = "api",
                name = "short-lived",
                role = "owner",
            }
        );
        made.Status.ShouldBe(201, made.Text);
        return (made.Json.GetProperty("key").GetString()!, made.Json.GetProperty("id").GetString()!);
    }

    /// <summary>Signed in, with this role in this project and none elsewhere.</summary>
    private async Task<Http> AccountAsync(string email, string slug, Role role, MatrixWorld? before)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkspaceDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.FindByEmailAsync(email);
        if (account is null)
        {
            account = new Account
            {
                Id = Guid.CreateVersion7(),
                UserName = email,
                Email = email,
                CreatedAt = DateTimeOffset.UtcNow,
            };
            (await accounts.CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
        }

        await db.Memberships.Where(m => m.AccountId == account.Id).ExecuteDeleteAsync();
        var project = await db.Projects.SingleAsync(p => p.Slug == slug && p.DeletedAt == null);
        db.Memberships.Add(
            new Membership
            {
                AccountId = account.Id,
                ProjectId = project.Id,
                Role = role,
                CreatedAt = DateTimeOffset.UtcNow,
            }
        );
        await db.SaveChangesAsync();
        await _server.Services.GetRequiredService<WorkspaceAccess>().ReloadAsync(CancellationToken.None);
        if (before?._browsers.GetValueOrDefault(email) is { } known)
            return _browsers[email] = known;
        var browser = _browsers[email] = Browser();
        var answer = await browser.PostAsync("/api/session", new { email, password = Password });
        answer.Status.ShouldBe(204, answer.Text);
        return browser;
    }
}
