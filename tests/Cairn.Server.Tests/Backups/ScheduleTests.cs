using Cairn.Server.Backups;
using Cairn.Server.Tests.Support;
using Cairn.Testing;
using Cairn.Workspace.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Backups;

public sealed class ScheduleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_for_once_and_a_failed_one_is_told_and_tried_again()
    {
        await _server.StoreIsReadyAsync();
        var clock = new Clock(DateTimeOffset.UtcNow.AddDays(3)); // the server was down for days
        var folder = TestFolder.Create("scheduled");
        var schedules = _server.Services.GetRequiredService<KeepBackupSchedule>();
        await schedules.WriteAsync(new BackupSchedule(IsOn: true, Hour: 3, KeepDaily: 2, KeepWeekly: 0, folder), CancellationToken.None);
        using var schedule = ActivatorUtilities.CreateInstance<ScheduleBackups>(_server.Services, clock);
        var runs = _server.Services.GetRequiredService<BackupRuns>();

        (await schedule.LookAsync(CancellationToken.None)).ShouldBeTrue();
        // The backup's moment is by the server's own clock, days before: so another is due until the clocks meet.
        new BackupFolder(folder)
            .List()
            .ShouldHaveSingleItem()
            .Verification!.IsGood.ShouldBeTrue();
        clock.Now = DateTimeOffset.UtcNow;
        (await schedule.LookAsync(CancellationToken.None)).ShouldBeFalse("one that is newer than the last due hour is there");

        var blocked = Path.Combine(TestFolder.Create("blocked"), "file");
        await File.WriteAllTextAsync(blocked, "no folder");
        await schedules.WriteAsync(new BackupSchedule(IsOn: true, Hour: 3, KeepDaily: 2, KeepWeekly: 0, blocked), CancellationToken.None);
        clock.Now = DateTimeOffset.UtcNow.AddDays(3);
        await Should.ThrowAsync<BackupException>(() => schedule.LookAsync(CancellationToken.None));
        runs.Failure.ShouldNotBeNull().Reason.ShouldContain(blocked);
        runs.Failures.ShouldBe(1);
        using var http = _server.WithKey(TestServer.InstanceKey);
        var system = await http.GetAsync("/api/system");
        system.Json.GetProperty("backups").GetProperty("lastFailure").GetString()!.ShouldContain(blocked);
        (await http.GetAsync("/metrics")).Text.ShouldContain("cairn_backup_failures");
        (await http.GetAsync("/api/audit?actorKind=system")).Text.ShouldContain("backup.created");
        await schedules.WriteAsync(BackupSchedule.Default with { IsOn = false }, CancellationToken.None);
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
