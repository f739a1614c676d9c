using Cairn.Workspace.Backups;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Backups;

/// <summary>Registers backups.</summary>
internal static class BackupServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services
            .AddSingleton<KeepBackupSchedule>()
            .AddSingleton<KeepBackupFolders>()
            .AddSingleton<TakeMoment>()
            .AddSingleton<TakeFingerprints>()
            .AddSingleton<MakeBackup>()
            .AddSingleton<VerifyBackup>()
            .AddSingleton<BackupRuns>()
            .AddSingleton<ShowBackups>()
            .AddSingleton<BackupMeter>()
            .AddSingleton<ReplaceAfterErasure>()
            .AddSingleton<PersonErased>(provider => provider.GetRequiredService<ReplaceAfterErasure>().RunAsync)
            .AddSingleton<ScheduleBackups>()
            .AddHostedService(provider => provider.GetRequiredService<ScheduleBackups>());
}
