using System.Text.Json;
using Cairn.Server.Backups;
using Cairn.Server.Tests.Support;
using Cairn.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Backups;

/// <summary>The API, on databases that are not Cairn's own: their rows are exported, and a trial fills embedded ones with them.</summary>
public sealed class BackupApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_backup_is_made_tried_listed_tried_again_and_removed()
    {
        await _server.StoreIsReadyAsync();
        using var http = _server.WithKey(TestServer.InstanceKey);
        var project = await _server.CreateProjectAsync();
        using var sender = _server.WithKey(project.WriteKey);
        (
            await sender.PostAsync(
                "/ingest/events",
                new
                {
                    @event = "bought",
                    distinct_id = "u",
                    properties = new { x = 1 },
                }
            )
        ).Status.ShouldBe(200);

        var started = await http.PostAsync("/api/backups", new { kind = "full" });
        started.Status.ShouldBe(202, started.Text);
        started.Json.GetProperty("act").GetString().ShouldBe("making");
        (await http.PostAsync("/api/backups", new { })).ShouldBeProblem(409, "backup_running");
        var list = await FinishedAsync(http);

        var item = list.GetProperty("items")[0];
        item.GetProperty("kind").GetString().ShouldBe("full");
        item.GetProperty("verified").GetProperty("faults").EnumerateArray().Select(f => f.GetString()).ShouldBeEmpty();
        item.GetProperty("verified").GetProperty("good").GetBoolean().ShouldBeTrue();
        item.GetProperty("verified").GetProperty("compared").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
        list.GetProperty("lastGoodAt").GetDateTimeOffset().ShouldBe(item.GetProperty("at").GetDateTimeOffset());
        var id = item.GetProperty("id").GetString()!;
        (await http.GetAsync("/api/backups/" + id)).Json.GetProperty("id").GetString().ShouldBe(id);
        (await http.GetAsync("/metrics")).Text.ShouldContain("cairn_backup_failures");

        list.GetProperty("lastFailure").ValueKind.ShouldBe(JsonValueKind.Null);

        var folder = new BackupFolder(list.GetProperty("folder").GetString()!);
        var victim = folder.Find(id)!.Files.First(f => f.Path.StartsWith("store/events", StringComparison.Ordinal));
        await File.AppendAllTextAsync(folder.Files.PathOf(victim.Sha256), "x");
        (await http.PostAsync($"/api/backups/{id}/verify", new { })).Status.ShouldBe(202);
        list = await FinishedAsync(http);
        list.GetProperty("lastFailure").GetProperty("reason").GetString()!.ShouldContain(victim.Path);
        list.GetProperty("items")[0].GetProperty("verified").GetProperty("good").GetBoolean().ShouldBeFalse();
        list.GetProperty("lastGoodAt").ValueKind.ShouldBe(JsonValueKind.Null);
        (await http.DeleteAsync("/api/backups/" + id)).Status.ShouldBe(204);
        (await http.DeleteAsync("/api/backups/" + id)).ShouldBeProblem(404, "not_found");
        var actions = (await http.GetAsync("/api/audit"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Select(l => l.GetProperty("action").GetString());
        actions.ShouldContain("backup.created");
        actions.ShouldContain("backup.verified");
        actions.ShouldContain("backup.deleted");
    }

    [Fact]
    public async Task The_schedule_is_kept_and_impossible_ones_are_refused_by_their_fields()
    {
        using var http = _server.WithKey(TestServer.InstanceKey);
        var folder = TestFolder.Create("chosen");

        var answer = await http.SendAsync(
            HttpMethod.Put,
            "/api/backups/schedule",
            JsonSerializer.Serialize(
                new
                {
                    on = false,
                    hour = 5,
                    keepDaily = 3,
                    keepWeekly = 0,
                    folder,
                }
            )
        );
        answer.Status.ShouldBe(200, answer.Text);
        var read = await http.GetAsync("/api/backups/schedule");
        read.Json.GetProperty("hour").GetInt32().ShouldBe(5);
        read.Json.GetProperty("folder").GetString().ShouldBe(folder);
        read.Json.GetProperty("nextAt").ValueKind.ShouldBe(JsonValueKind.Null);

        var inData = Path.Combine(_server.DataFolder, "spool", "backups");
        var refused = await http.SendAsync(
            HttpMethod.Put,
            "/api/backups/schedule",
            JsonSerializer.Serialize(
                new
                {
                    hour = 24,
                    keepDaily = 0,
                    folder = inData,
                    weekly = 1,
                }
            )
        );
        refused.Status.ShouldBe(400, refused.Text);
        refused
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("pointer").GetString())
            .Order()
            .ShouldBe(["/folder", "/hour", "/keepDaily", "/weekly"]);
        (await http.SendAsync(HttpMethod.Put, "/api/backups/schedule", JsonSerializer.Serialize(new { on = true }))).Status.ShouldBe(200);
        // Whoever points backups elsewhere leaves a trace of where.
        var log = (await http.GetAsync("/api/audit?limit=20")).Json.GetProperty("items").EnumerateArray();
        log.Where(l => l.GetProperty("action").GetString() == "backup_schedule.changed")
            .ShouldContain(l => l.GetProperty("details").GetRawText().Contains(folder));
    }

    [Fact]
    public async Task Only_those_who_run_the_instance_reach_backups()
    {
        var project = await _server.CreateProjectAsync();
        foreach (var (key, status) in ((string?, int)[])[(null, 401), (project.ApiKey, 403)])
        {
            using var http = _server.WithKey(key);
            (await http.GetAsync("/api/backups")).Status.ShouldBe(status);
            (await http.PostAsync("/api/backups", new { })).Status.ShouldBe(status);
            (await http.GetAsync("/api/backups/schedule")).Status.ShouldBe(status);
            (await http.DeleteAsync("/api/backups/20260101T000000Z-0000")).Status.ShouldBe(status);
        }
    }

    [Fact]
    public async Task A_disk_without_room_is_said_to_be_full_and_nothing_is_left()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: s => s with { MinFreeBytes = long.MaxValue / 2, SpoolMaxBytes = 1 }
        );
        await server.StoreIsReadyAsync();
        var runs = server.Services.GetRequiredService<BackupRuns>();
        var folder = runs.Folder(null);

        var e = await Should.ThrowAsync<BackupException>(() =>
            runs.MakeAsync(folder, isFull: false, isVerified: false, CancellationToken.None)
        );

        e.Message.ShouldContain("There is not enough room for a backup");
        folder.Ids().ShouldBeEmpty();
        Directory.Exists(Path.Combine(server.DataFolder, "backup-work", "x")).ShouldBeFalse();
        runs.Failure.ShouldNotBeNull().Reason.ShouldBe(e.Message);
    }

    private static async Task<JsonElement> FinishedAsync(Http http)
    {
        JsonElement list = default;
        await Eventually.TrueAsync(async () =>
        {
            list = (await http.GetAsync("/api/backups")).Json;
            return list.GetProperty("running").ValueKind == JsonValueKind.Null;
        });
        return list;
    }
}
