using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>Registers backups.</summary>
internal static class BackupServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services
            .AddSingleton<KeepBackupSchedule>()
            .AddSingleton<TakeMoment>()
            .AddSingleton<TakeFingerprints>()
            .AddSingleton<MakeBackup>()
            .AddSingleton<VerifyBackup>()
            .AddSingleton<BackupRuns>()
            .AddSingleton<ShowBackups>()
            .AddSingleton<BackupMeter>()
            .AddSingleton<ReplaceAfterErasure>()
            .AddSingleton<ScheduleBackups>()
            .AddHostedService(provider => provider.GetRequiredService<ScheduleBackups>());
}
