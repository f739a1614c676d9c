using Cairn.Server.Backups;
using Cairn.Server.Tests.Backups;
using Cairn.Testing;

namespace Cairn.Server.Tests.Erasing;

/// <summary>The real executable: an old copy of a backup, out of reach of the erasure, is restored.</summary>
public sealed class ErasedRestoreTests
{
    private const string Mark = "Zq7markOfTheErasedXv";

    [Fact]
    public async Task A_restored_backup_of_before_an_erasure_does_not_bring_the_person_back()
    {
        var (data, backups, copy) = (TestFolder.Create("erased"), TestFolder.Create("erased-backups"), TestFolder.Create("copy"));
        var target = Path.Combine(TestFolder.Create("erased-new"), "data");
        await using (var server = await RealCairn.StartAsync(data))
        {
            await server.SendAsync(0, 10);
            using (var sender = server.Http(RealCairn.WriteKey))
                (
                    await sender.PostAsync(
                        "/ingest/events",
                        new
                        {
                            @event = "bought",
                            distinct_id = Mark,
                            properties = new { number = 10 },
                        }
                    )
                ).Status.ShouldBe(200);
            using (var sender = server.Http(RealCairn.WriteKey))
                (await sender.PostAsync("/api/public/ingestion", CairnFolder.Part(Mark))).Status.ShouldBe(207);
            (await RealCairn.RunAsync(data, "backup", "--to", backups)).ExitCode.ShouldBe(0);
            CopyAll(backups, copy);
            using var owner = server.Http();
            (await owner.PostAsync("/api/projects/shop/privacy/erasures", new { distinctId = Mark })).Status.ShouldBe(202);
            await Eventually.TrueAsync(async () =>
                (await owner.GetAsync("/api/projects/shop/privacy/erasures")).Json.GetProperty("items")[0].GetProperty("state").GetString()
                == "done"
            );
            var fresh = new BackupFolder(backups).List().ShouldHaveSingleItem();
            fresh.Store.Tables.Single(t => t.Name == "events").Rows.ShouldBe(10);
            new BackupFolder(copy).List()[0].Store.Tables.Single(t => t.Name == "events").Rows.ShouldBe(11);
            await server.StopAsync();
        }

        var restored = await RealCairn.RunAsync(data, "restore", "--from", copy, "--data", target);
        (restored.ExitCode, restored.Error).ShouldBe((0, ""), restored.Output);
        MarkScan.Find(Path.Combine(target, "parts"), Mark).ShouldNotBeEmpty("what waits for the rest of its event is in the backup");

        await using var again = await RealCairn.StartAsync(target);
        // The first answers there are: before, nobody was listened to.
        using var http = again.Http();
        (await http.GetAsync("/api/projects/shop/persons/" + Mark)).Status.ShouldBe(404);
        (await again.NumbersAsync()).ShouldBe(Enumerable.Range(0, 10).Select(i => (long)i));
        File.Exists(Path.Combine(target, "restored.json")).ShouldBeFalse();
        MarkScan.Find(target, Mark).ShouldBeEmpty();
    }

    private static void CopyAll(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
