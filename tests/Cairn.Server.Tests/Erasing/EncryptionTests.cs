using System.IO.Compression;
using System.Text.Json;
using Cairn.Server.Tests.Support;
using Npgsql;
using static Cairn.Server.Tests.Erasing.PrivacyCalls;

namespace Cairn.Server.Tests.Erasing;

public sealed class EncryptionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Secret = "sub-4711-secret";

    [Fact]
    public async Task Chosen_values_are_sealed_shown_to_admins_and_every_look_is_written_down()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.EncryptAsync(["note", "score"], ["mail"]);
        await project.AcceptedAsync(
            Event(
                "visit",
                "ann",
                new
                {
                    note = Secret,
                    score = 1.50,
                    open = "plain",
                },
                new { mail = Secret, plan = "pro" }
            )
        );
        await project.DrainedAsync();
        using var viewer = await project.WithRoleAsync("viewer");

        var seen = (await viewer.GetAsync(project.Path("/events"))).Json.GetProperty("items")[0].GetProperty("properties");
        seen.GetProperty("note").GetString()!.ShouldStartWith("enc:v1:");
        seen.GetProperty("score").GetString()!.ShouldStartWith("enc:v1:");
        seen.GetProperty("open").GetString().ShouldBe("plain");
        (await viewer.GetAsync(project.Path("/persons/ann"))).Text.ShouldNotContain(Secret);
        (await viewer.GetAsync(project.Path("/persons/ann/timeline"))).Text.ShouldNotContain(Secret);
        var before = await ReadsAsync(project);

        var opened = (await project.Owner.GetAsync(project.Path("/events"))).Json.GetProperty("items")[0].GetProperty("properties");
        opened.GetProperty("note").GetString().ShouldBe(Secret);
        opened.GetProperty("score").GetRawText().ShouldBe("1.5");
        var profile = (await project.Owner.GetAsync(project.Path("/persons/ann"))).Json.GetProperty("properties");
        profile.GetProperty("mail").GetString().ShouldBe(Secret);
        profile.GetProperty("plan").GetString().ShouldBe("pro");
        (await project.Owner.GetAsync(project.Path("/persons/ann/timeline"))).Text.ShouldContain(Secret);

        (await ReadsAsync(project)).ShouldBe(before + 3);
        var export = await project.Owner.GetAsync(project.Path("/export/events?format=ndjson"));
        export.Text.ShouldContain("enc:v1:");
        export.Text.ShouldNotContain(Secret);
        var catalog = (await project.Owner.GetAsync(project.Path("/catalog/properties"))).Json.GetProperty("items").EnumerateArray();
        catalog.First(p => p.GetProperty("name").GetString() == "note").GetProperty("encrypted").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_key_sealed_is_unreadable_once_the_person_is_erased()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.EncryptAsync(["note"], []);
        await project.AcceptedAsync(Event("visit", "kim", new { note = Secret }));
        await project.DrainedAsync();
        using var viewer = await project.WithRoleAsync("viewer");
        var stored = (await viewer.GetAsync(project.Path("/events")))
            .Json.GetProperty("items")[0]
            .GetProperty("properties")
            .GetProperty("note");

        var receipt = await project.EraseAsync(new { distinctId = "kim" });

        var key = receipt.GetProperty("receipt").GetProperty("keysDestroyed").EnumerateArray().ShouldHaveSingleItem().GetGuid();
        stored.GetString()!.ShouldStartWith($"enc:v1:{key:N}:");
        // A copy that somebody kept, sent back in: nobody can open it any more.
        await project.EncryptAsync([], []);
        await project.AcceptedAsync(Event("copy", "kim", new { note = stored.GetString() }));
        (await project.StoredAsync())[0].GetProperty("properties").GetProperty("note").GetString().ShouldBe(stored.GetString());
    }

    [Fact]
    public async Task Without_keys_nothing_is_taken_and_projects_without_encryption_do_not_care()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var locked = await ProjectCalls.CreateAsync(server);
        using var open = await ProjectCalls.CreateAsync(server);
        await locked.EncryptAsync(["note"], []);
        await using var database = NpgsqlDataSource.Create(server.Postgres);
        await ExecuteAsync(database, "ALTER TABLE person_keys RENAME TO person_keys_away");

        var refused = await locked.IngestAsync(Event("visit", "lee", new { note = Secret }));
        refused.ShouldBeProblem(503, "keys_unavailable");
        refused.Headers.Keys.ShouldContain("Retry-After");
        (await locked.IngestAsync(Event("visit", "lee", new { other = 1 }))).Status.ShouldBe(200, "nothing to encrypt in it");
        (await open.IngestAsync(Event("visit", "lee", new { note = Secret }))).Status.ShouldBe(200);

        await ExecuteAsync(database, "ALTER TABLE person_keys_away RENAME TO person_keys");
        (await locked.IngestAsync(Event("visit", "lee", new { note = Secret }))).Status.ShouldBe(200);
        (await locked.StoredAsync()).Count.ShouldBe(2, "the refused one is nowhere");
    }

    [Fact]
    public async Task Names_that_say_who_is_who_cannot_be_chosen()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var answer = await project.Owner.SendAsync(
            HttpMethod.Put,
            project.Path("/privacy/encryption"),
            """{"eventProperties":["$anon_distinct_id"],"personProperties":[""],"more":1}"""
        );
        answer.Faults["/eventProperties"].ShouldBe("cannot_be_encrypted");
        answer.Faults["/personProperties/0"].ShouldBe("wrong_length");
        answer.Faults["/more"].ShouldBe("unknown_field");
    }

    [Fact]
    public async Task An_access_request_holds_everything_decrypted_and_counted()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.EncryptAsync(["note"], ["mail"]);
        await project.AcceptedAsync(
            Event("visit", "device", new { note = Secret }),
            Event("$alias", "mia", new { alias = "device" }, new { mail = Secret }),
            new
            {
                @event = "visit",
                distinct_id = "mia",
                groups = new { company = "acme" },
            },
            Event("visit", "somebody-else")
        );
        await project.DrainedAsync();

        using var http = new HttpClient { BaseAddress = shared.Server.Url };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + project.Keys.ApiKey);
        using var body = new StringContent("""{"distinctId":"mia"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(project.Path("/privacy/access-requests"), body);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());

        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var files = zip.Entries.ToDictionary(e => e.Name, Text);
        var person = JsonDocument.Parse(files["person.json"]).RootElement;
        person.GetProperty("distinctIds").EnumerateArray().Select(i => i.GetString()).ShouldBe(["device", "mia"]);
        person.GetProperty("properties").GetProperty("mail").GetString().ShouldBe(Secret);
        person.GetProperty("merges").GetArrayLength().ShouldBe(1);
        files["events.ndjson"].TrimEnd().Split('\n').Length.ShouldBe(3);
        files["events.ndjson"].ShouldContain(Secret);
        files["events.csv"].ShouldContain(Secret);
        files["groups.json"].ShouldContain("acme");
        files.Values.ShouldAllBe(text => !text.Contains("somebody-else"));
        foreach (var file in JsonDocument.Parse(files["manifest.json"]).RootElement.GetProperty("files").EnumerateArray())
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(files[file.GetProperty("name").GetString()!]);
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe(file.GetProperty("sha256").GetString());
        }

        using var viewer = await project.WithRoleAsync("analyst");
        (await viewer.PostAsync(project.Path("/privacy/access-requests"), new { distinctId = "mia" })).Status.ShouldBe(403);
        (await project.Owner.GetAsync(project.Path("/audit?action=person.exported")))
            .Json.GetProperty("items")
            .GetArrayLength()
            .ShouldBe(1);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static async Task<int> ReadsAsync(ProjectCalls project) =>
        (await project.Owner.GetAsync(project.Path("/audit?action=person.decrypted"))).Json.GetProperty("items").GetArrayLength();

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
