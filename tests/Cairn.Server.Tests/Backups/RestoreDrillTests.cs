using Cairn.Server.Backups;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Backups;

/// <summary>The restore drill: a real server under load, backups of it, its sudden end, and the start of what was restored.</summary>
public sealed class RestoreDrillTests
{
    [Fact]
    public async Task What_was_acknowledged_before_the_backup_is_there_once_after_a_restore_and_nothing_later()
    {
        var (data, backups, target) = (
            TestFolder.Create("drill"),
            TestFolder.Create("drill-backups"),
            Path.Combine(TestFolder.Create("drill-new"), "data")
        );
        int before;
        BackupManifest full,
            second;
        await using (var server = await RealCairn.StartAsync(data))
        {
            for (var i = 0; i < 5; i++)
                await server.SendAsync(i * 500, 500);
            using var owner = server.Http();
            (await owner.PostAsync("/api/projects/shop/reports", Report)).Status.ShouldBe(201);
            (await RealCairn.RunAsync(data, "backup", "--to", backups)).ExitCode.ShouldBe(0);

            // Somebody goes on sending while the next backup is made.
            before = 2500;
            await server.SendAsync(before, 500);
            before += 500;
            using var stop = new CancellationTokenSource();
            var sending = Task.Run(async () =>
            {
                var next = before;
                while (!stop.IsCancellationRequested)
                {
                    await server.SendAsync(next, 20);
                    next += 20;
                }
                return next;
            });
            var made = await RealCairn.RunAsync(data, "backup", "--to", backups);
            made.ExitCode.ShouldBe(0, made.Error);
            await stop.CancelAsync();
            var sent = await sending;
            await server.KillAsync();

            var folder = new BackupFolder(backups);
            (full, second) = (folder.List()[0], folder.List()[1]);
            (full.Kind, second.Kind).ShouldBe(("full", "incremental"));
            second.Files.Count(f => full.Files.Any(e => e.Sha256 == f.Sha256)).ShouldBeGreaterThan(0);
            second.NewBytes.ShouldBeLessThan(second.Bytes, "what the first has is not stored again");
            sent.ShouldBeGreaterThan(before, "events came while the backup was made");
        }

        var restored = await RealCairn.RunAsync(data, "restore", "--from", backups, "--data", target);
        (restored.ExitCode, restored.Error).ShouldBe((0, ""), restored.Output);
        restored.Output.ShouldContain("Good: ");

        await using var copy = await RealCairn.StartAsync(target);
        var events = (int)(second.Spool.NextSequence - full.Spool.NextSequence);
        await Eventually.TrueAsync(async () => (await copy.NumbersAsync()).Count == 2500 + events);
        // Numbers rise in the order in which they were acknowledged, so all of them, each once, and none after the moment: exactly this.
        (await copy.NumbersAsync()).ShouldBe(Enumerable.Range(0, 2500 + events).Select(i => (long)i));
        events.ShouldBeGreaterThanOrEqualTo(500);
        using var browser = new Http(copy.Url, key: null) { Origin = copy.Url.GetLeftPart(UriPartial.Authority) };
        (await browser.PostAsync("/api/session", new { email = RealCairn.Email, password = RealCairn.Password })).Status.ShouldBe(204);
        // Ids are remembered: what is sent again is no second event; what came after the moment is taken.
        await copy.SendAsync(0, 100);
        await copy.SendAsync(2500 + events, 100);
        await Eventually.TrueAsync(async () => (await copy.NumbersAsync()).Count == 2600 + events);
    }

    [Fact]
    public async Task A_flipped_byte_is_found_and_named_and_the_other_backup_still_restores()
    {
        var (data, backups, target) = (
            TestFolder.Create("flip"),
            TestFolder.Create("flip-backups"),
            Path.Combine(TestFolder.Create("flip-new"), "data")
        );
        await using (var server = await RealCairn.StartAsync(data))
        {
            await server.SendAsync(0, 50);
            (await RealCairn.RunAsync(data, "backup", "--to", backups)).ExitCode.ShouldBe(0);
            await server.SendAsync(50, 50);
            (await RealCairn.RunAsync(data, "backup", "--to", backups)).ExitCode.ShouldBe(0);
        }

        var folder = new BackupFolder(backups);
        var (first, second) = (folder.List()[0], folder.List()[1]);
        var victim = second.Files.First(f =>
            f.Path.StartsWith("store/events/", StringComparison.Ordinal) && first.Files.All(e => e.Sha256 != f.Sha256)
        );
        var path = folder.Files.PathOf(victim.Sha256);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var refused = await RealCairn.RunAsync(data, "restore", "--from", $"{backups}/{second.Id}", "--data", target);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(victim.Path);
        refused.Error.ShouldContain("has other bytes than were written");
        Directory.Exists(target).ShouldBeFalse();
        Directory.Exists(target + ".restoring").ShouldBeFalse();
        var trial = await RealCairn.RunAsync(data, "restore", "--from", $"{backups}/{first.Id}", "--verify-only");
        (trial.ExitCode, trial.Error).ShouldBe((0, ""), trial.Output);

        // A full backup reads everything again, and mends what is damaged.
        (await RealCairn.RunAsync(data, "backup", "--to", backups, "--full")).ExitCode.ShouldBe(0);
        (await folder.Files.FaultAsync(victim.Sha256, victim.Bytes, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_backup_killed_in_the_middle_is_not_listed_and_the_one_before_stays_good()
    {
        var (data, backups) = (TestFolder.Create("killed"), TestFolder.Create("killed-backups"));
        var folder = new BackupFolder(backups);
        await using (var server = await RealCairn.StartAsync(data))
        {
            await server.SendAsync(0, 1000);
            (await RealCairn.RunAsync(data, "backup", "--to", backups)).ExitCode.ShouldBe(0);
        }

        var whole = folder.Ids();
        // A kill that comes too late proves nothing: then once more.
        for (var attempt = 0; attempt < 5 && (attempt == 0 || folder.Ids().Count > whole.Count); attempt++)
        {
            whole = folder.Ids();
            await using var server = await RealCairn.StartAsync(data);
            await server.SendAsync(1000 + (attempt * 100), 100);
            using var making = System.Diagnostics.Process.Start(RealCairn.Command(data, "backup", "--to", backups, "--full"))!;
            await Eventually.TrueAsync(() =>
                Task.FromResult(Directory.EnumerateFiles(folder.Files.Folder, "*.unfinished").Any() || making.HasExited)
            );
            await server.KillAsync();
            await making.WaitForExitAsync();
        }

        folder.Ids().ShouldBe(whole, "the kill came while a backup was being made");
        await using var again = await RealCairn.StartAsync(data);
        Directory.Exists(Path.Combine(data, "backup-work")).ShouldBeFalse();
        var next = await RealCairn.RunAsync(data, "backup", "--to", backups, "--verify");
        (next.ExitCode, next.Error).ShouldBe((0, ""), next.Output);
        Directory.EnumerateFiles(folder.Files.Folder, "*.unfinished").ShouldBeEmpty();
        (await RealCairn.RunAsync(data, "verify", whole[0], "--from", backups)).ExitCode.ShouldBe(0);
    }

    private static object Report =>
        new
        {
            name = "Buyers",
            query = new
            {
                kind = "trends",
                range = new { from = "-7d" },
                interval = "day",
                series = new[] { new { @event = "bought", measure = "persons" } },
            },
        };
}
