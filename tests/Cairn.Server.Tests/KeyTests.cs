using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Workspace.Keys;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cairn.Server.Tests;

public sealed class KeyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_secret_is_shown_once_and_kept_as_its_hash()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var made = await http.PostAsync(
            $"/api/projects/{project.Slug}/keys",
            new
            {
                kind = "api",
                name = "robot",
                role = "analyst",
            }
        );
        var secret = made.Json.GetProperty("key").GetString()!;
        var list = await http.GetAsync($"/api/projects/{project.Slug}/keys");

        secret.ShouldStartWith("csk_");
        list.Text.ShouldNotContain(secret);
        list.Text.ShouldNotContain(project.ApiKey);
        Item(list, made.Json.GetProperty("id").GetString()!).GetProperty("hint").GetString().ShouldBe(secret[..8] + "…");
        var stored = await StoredAsync(secret);
        stored.Hash.ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        stored.Whole.ShouldNotContain(secret[8..]);
    }

    [Fact]
    public async Task A_write_key_may_have_a_rate_of_its_own()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var made = (
            await http.PostAsync(
                $"/api/projects/{project.Slug}/keys",
                new
                {
                    kind = "write",
                    name = "web",
                    eventsPerSecond = 50,
                }
            )
        ).Json;

        var grant = await _server.Services.GetRequiredService<WriteKeys>().FindAsync(made.GetProperty("key").GetString()!);
        grant.ShouldNotBeNull();
        grant.EventsPerSecond.ShouldBe(50);
        grant.Project.Slug.ShouldBe(project.Slug);
        grant.KeyId.ToString().ShouldBe(made.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_revoked_write_key_stops_at_once_and_stays_listed()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);
        var id = (await http.GetAsync($"/api/projects/{project.Slug}")).Json.GetProperty("writeKeys")[0].GetProperty("id").GetString()!;

        (await http.DeleteAsync($"/api/projects/{project.Slug}/keys/{id}")).Status.ShouldBe(204);

        (await _server.Services.GetRequiredService<WriteKeys>().FindAsync(project.WriteKey)).ShouldBeNull();
        var listed = Item(await http.GetAsync($"/api/projects/{project.Slug}/keys"), id);
        listed.GetProperty("revokedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await http.DeleteAsync($"/api/projects/{project.Slug}/keys/{id}")).Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("""{"kind":"api"}""", "/name", "required")]
    [InlineData("""{"name":"x"}""", "/kind", "required")]
    [InlineData("""{"kind":"wrong","name":"x"}""", "/kind", "unknown_kind")]
    [InlineData("""{"kind":"api","name":"x","role":"self"}""", "/role", "unknown_role")]
    [InlineData("""{"kind":"api","name":"x","role":"king"}""", "/role", "unknown_role")]
    [InlineData("""{"kind":"api","name":"x","eventsPerSecond":5}""", "/eventsPerSecond", "not_allowed")]
    [InlineData("""{"kind":"write","name":"x","role":"owner"}""", "/role", "not_allowed")]
    [InlineData("""{"kind":"write","name":"x","eventsPerSecond":0}""", "/eventsPerSecond", "out_of_range")]
    [InlineData("""{"kind":"write","name":"x","eventsPerSecond":1.5}""", "/eventsPerSecond", "out_of_range")]
    public async Task A_fault_is_named_by_its_pointer(string body, string pointer, string code)
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var answer = await http.SendAsync(HttpMethod.Post, $"/api/projects/{project.Slug}/keys", body);

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_written()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);
        (await http.GetAsync("/api/session")).Status.ShouldBe(200);

        await _server.Services.GetRequiredService<NoteKeyUse>().WriteAsync(CancellationToken.None);

        var keys = (await http.GetAsync($"/api/projects/{project.Slug}/keys")).Json.GetProperty("items").EnumerateArray();
        var used = keys.Single(k => k.GetProperty("kind").GetString() == "api").GetProperty("lastUsedAt").GetDateTimeOffset();
        (DateTimeOffset.UtcNow - used).ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    private static JsonElement Item(Answer list, string id) =>
        list.Json.GetProperty("items").EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);

    private async Task<(byte[] Hash, string Whole)> StoredAsync(string secret)
    {
        await using var database = NpgsqlDataSource.Create(_server.Postgres);
        await using var command = database.CreateCommand("SELECT hash, api_keys::text FROM api_keys WHERE hint = $1 AND name = 'robot'");
        command.Parameters.AddWithValue(KeyText.Hint(secret));
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        return ((byte[])row[0], row.GetString(1));
    }
}
