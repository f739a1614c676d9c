using Cairn.Server.Backups;
using Cairn.Server.Erasing;
using Cairn.Server.Tests.Support;
using Cairn.Testing;
using Cairn.Workspace.Backups;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Cairn.Server.Tests.Erasing.PrivacyCalls;

namespace Cairn.Server.Tests.Erasing;

/// <summary>With an external ClickHouse backups hold rows as they are, so that a search of bytes finds them.</summary>
public sealed class ErasedBackupTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Mark = "Zq7markOfTheErasedXv";
    private const string Kept = "Kw3markOfTheOthersYb";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Backups_in_every_folder_ever_used_forget_the_person_and_the_receipt_names_one_that_is_away()
    {
        var (used, now) = (TestFolder.Create("used-before"), TestFolder.Create("used-now"));
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(Event("visit", Mark, new { note = Mark }), Event("visit", Kept));
        await MakeAsync(used);
        await MakeAsync(now);
        await MakeAsync(now);
        await Get<KeepBackupSchedule>().WriteAsync(BackupSchedule.Default with { IsOn = false, Folder = now }, CancellationToken.None);
        foreach (var folder in (string[])[used, now])
            MarkScan.Find(folder, Mark).ShouldNotBeEmpty("the search would find it");
        Directory.Move(used, used + "-away"); // its disk is not mounted

        var receipt = (await project.EraseAsync(new { distinctId = Mark })).GetProperty("receipt");

        receipt.GetProperty("backupsNotReached").EnumerateArray().Select(f => f.GetString()).ShouldBe([used]);
        var fresh = new BackupFolder(now).List().ShouldHaveSingleItem();
        (fresh.Kind, fresh.Verification!.IsGood).ShouldBe(("full", true));
        MarkScan.Find(now, Mark).ShouldBeEmpty();
        MarkScan.Find(now, Kept).ShouldNotBeEmpty();
        using var http = _server.WithKey(TestServer.InstanceKey);
        var others = (await http.GetAsync("/api/backups")).Json.GetProperty("otherFolders");
        var other = others.EnumerateArray().ShouldHaveSingleItem();
        other.GetProperty("path").GetString().ShouldBe(used);
        other.GetProperty("staleSince").GetDateTimeOffset().ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow);
        (await http.GetAsync("/api/audit?actorKind=system")).Text.ShouldContain("backup.replaced");

        await Get<ReplaceAfterErasure>().AgainAsync(CancellationToken.None);
        MarkScan.Find(used + "-away", Mark).ShouldNotBeEmpty("it is not there yet");
        Directory.Move(used + "-away", used);
        await Get<ReplaceAfterErasure>().AgainAsync(CancellationToken.None);

        MarkScan.Find(used, Mark).ShouldBeEmpty();
        new BackupFolder(used).List().ShouldHaveSingleItem().Verification!.IsGood.ShouldBeTrue();
        (await Get<KeepBackupFolders>().ListAsync(CancellationToken.None)).ShouldAllBe(f => f.StaleSince == null);
    }

    [Fact]
    public async Task What_waits_for_backups_names_nobody_and_goes_on_where_it_was()
    {
        var folder = TestFolder.Create("refusing");
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { BackupFolder = folder });
        using var project = await ProjectCalls.CreateAsync(server);
        await project.AcceptedAsync(Event("visit", Mark));
        var runs = server.Services.GetRequiredService<BackupRuns>();
        await runs.MakeAsync(runs.Folder(null), isFull: false, isVerified: false, CancellationToken.None);
        var before = new BackupFolder(folder).Ids();
        string id;
        using (new BackupFolder(folder).Hold()) // somebody else writes there
        {
            id = (await project.Owner.PostAsync(project.Path("/privacy/erasures"), new { distinctId = Mark }))
                .Json.GetProperty("id")
                .GetString()!;
            await Eventually.TrueAsync(async () => (await StateAsync()).GetProperty("error").GetString() is not null);
            var state = await StateAsync();
            state.GetProperty("state").GetString().ShouldBe("waiting_for_backups", "of everything else the person is gone");
            state.GetProperty("error").GetString()!.ShouldContain("No fresh backup");
            (await project.Owner.GetAsync(project.Path($"/privacy/erasures/{id}/receipt"))).ShouldBeProblem(409, "erasure_not_done");
            new BackupFolder(folder).Ids().ShouldBe(before, "the older one stays until a fresh one is good");
            (await AskAsync(server, "SELECT count(*) FROM erasures WHERE subjects IS NOT NULL")).ShouldBe(0L);
            (await project.StoredAsync()).ShouldBeEmpty();
        }

        await AskAsync(server, "UPDATE erasures SET next_try_at = NULL");
        server.Services.GetRequiredService<RunErasures>().Wake();
        var receipt = await project.ReceiptAsync(id);
        receipt.Removed("events").ShouldBe(1);
        receipt.GetProperty("receipt").GetProperty("backupsNotReached").GetArrayLength().ShouldBe(0);
        new BackupFolder(folder).Ids().ShouldHaveSingleItem().ShouldNotBe(before[0]);
        MarkScan.Find(folder, Mark).ShouldBeEmpty();

        async Task<System.Text.Json.JsonElement> StateAsync() =>
            (await project.Owner.GetAsync(project.Path($"/privacy/erasures/{id}"))).Json;
    }

    private static async Task<object?> AskAsync(TestServer server, string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.Postgres);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private Task<BackupManifest> MakeAsync(string folder) =>
        Get<BackupRuns>().MakeAsync(new BackupFolder(folder), isFull: false, isVerified: false, CancellationToken.None);

    private T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();
}
