using Cairn.Server.Backups;
using Cairn.Testing;
using Cairn.Workspace.Backups;

namespace Cairn.Server.Tests.Backups;

public sealed class KeptBackupsTests
{
    private static readonly DateTimeOffset _day = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero); // a Friday

    [Fact]
    public void The_newest_of_each_kept_day_and_week_stays()
    {
        var daily = Enumerable.Range(0, 30).Select(i => Backup(_day.AddDays(-i))).ToList();

        var spare = KeptBackups.Spare(daily, new BackupSchedule(true, 3, KeepDaily: 3, KeepWeekly: 3, null));

        var kept = daily.Where(b => !spare.Contains(b.Id)).Select(b => b.Moment.Day).Order().ToList();
        kept.ShouldBe([8, 15, 18, 19, 20], "three days, and the Sundays that ended the two weeks before this one");
    }

    [Fact]
    public void The_newest_and_the_newest_good_one_stay_whatever_the_schedule_says()
    {
        var good = Backup(_day.AddDays(-20), isGood: true);
        var bad = Backup(_day.AddDays(-1), isGood: false);
        var newest = Backup(_day, isGood: false);

        KeptBackups.Spare([good, bad, newest], new BackupSchedule(true, 3, KeepDaily: 1, KeepWeekly: 0, null)).ShouldBe([bad.Id]);
    }

    [Fact]
    public void A_backup_is_due_from_its_hour_on_until_the_next_days()
    {
        var schedule = BackupSchedule.Default with { Hour = 3 };

        schedule.DueBefore(_day).ShouldBe(_day);
        schedule.DueBefore(_day.AddSeconds(-1)).ShouldBe(_day.AddDays(-1));
        schedule.DueBefore(_day.AddHours(20)).ShouldBe(_day);
    }

    [Fact]
    public async Task Removing_a_backup_removes_only_what_no_other_needs()
    {
        var folder = new BackupFolder(TestFolder.Create("prune"));
        using var held = folder.Hold();
        var (shared, own) = (await AddAsync(folder, "shared"), await AddAsync(folder, "own"));
        var old = Backup(_day.AddDays(-1), files: [shared, own]);
        var last = Backup(_day, files: [shared]);
        folder.Write(old);
        folder.Write(last);

        folder.Remove(old.Id).ShouldBe(own.Bytes);

        folder.Ids().ShouldBe([last.Id]);
        (await folder.Files.FaultAsync(shared.Sha256, shared.Bytes, CancellationToken.None)).ShouldBeNull();
        folder.Files.Has(own.Sha256).ShouldBeFalse();
    }

    [Fact]
    public void A_damaged_manifest_is_said_to_be_damaged_and_costs_no_other_backup_its_contents()
    {
        var folder = new BackupFolder(TestFolder.Create("damaged"));
        using var held = folder.Hold();
        var (damaged, sound) = (Backup(_day.AddDays(-1)), Backup(_day));
        folder.Write(damaged);
        folder.Write(sound);
        var path = Path.Combine(folder.Path, damaged.Id + ".json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"incremental\"", "\"incrementel\""));

        Should.Throw<BackupException>(() => folder.Find(damaged.Id)).Message.ShouldContain("is damaged");
        folder.List().Select(b => b.Id).ShouldBe([sound.Id]);
        folder.Ids().Count.ShouldBe(2);
        folder.Remove(sound.Id).ShouldBe(0);
    }

    [Fact]
    public void A_folder_that_holds_other_things_is_refused_and_left_as_it_is()
    {
        var path = TestFolder.Create("foreign");
        File.WriteAllText(Path.Combine(path, "thesis.txt"), "mine");

        Should.Throw<BackupException>(() => new BackupFolder(path).Hold()).Message.ShouldContain("holds other things than backups");

        Directory.EnumerateFileSystemEntries(path).Count().ShouldBe(1);
    }

    [Fact]
    public void Backups_are_open_to_their_owner_only()
    {
        var folder = new BackupFolder(Path.Combine(TestFolder.Create("modes"), "backups"));
        using var held = folder.Hold();
        var backup = Backup(_day);
        folder.Write(backup);

        File.GetUnixFileMode(folder.Path).ShouldBe(BackupFolder.OwnerOnly);
        File.GetUnixFileMode(Path.Combine(folder.Path, backup.Id + ".json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<BackedUpFile> AddAsync(BackupFolder folder, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var (hash, length, _) = await folder.Files.AddAsync(s => s.WriteAsync(bytes).AsTask(), check: false, CancellationToken.None);
        return new BackedUpFile("data/" + text, length, hash);
    }

    private static BackupManifest Backup(DateTimeOffset at, bool? isGood = null, IReadOnlyList<BackedUpFile>? files = null) =>
        new(
            BackupFolder.NewId(at),
            "incremental",
            at,
            at,
            at,
            "1",
            null,
            new SchemaMoment(new Dictionary<int, string>(), new Dictionary<int, string>()),
            new SpoolMoment(0, 0),
            [],
            [],
            new StoreMoment("parts", []),
            files ?? [],
            [],
            0,
            isGood is { } good ? new Verification(at, good, 1, 1, []) : null
        );
}
