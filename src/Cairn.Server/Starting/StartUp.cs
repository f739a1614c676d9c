using Cairn.Server.Backups;
using Cairn.Server.Cohorts;
using Cairn.Server.Control;
using Cairn.Server.Metrics;
using Cairn.Server.Settings;
using Cairn.Server.Telemetry;
using Cairn.Server.Upgrades;
using Cairn.Store.Engine;
using Cairn.Store.Folder;
using Cairn.Workspace.Access;
using Cairn.Workspace.Engine;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Server.Starting;

/// <summary>What happens before the server listens: data folder → engines → the workspace's tables → unattended set-up → keys in memory. ClickHouse
/// starts at the same time but is not waited for.</summary>
internal static partial class StartUp
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2); // recovery after a crash included

    /// <exception cref="StartUpException">Something cannot be used; the message says what to do.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<CairnSettings>();
        if (settings.UnknownVariables.Count > 0)
            LogUnknownVariables(app.Logger, string.Join(", ", settings.UnknownVariables));
        var folder = app.Services.GetRequiredService<DataFolder>();
        foreach (var url in settings.Urls.Append(ControlSocket.PrepareUrl(settings.DataFolder))) // the folder is ours by now
            app.Urls.Add(url);
        folder.CheckEngines(settings.ClickHouse is not null, settings.Postgres is not null, settings.AcceptEmpty);
        app.Services.GetRequiredService<WatchMeters>(); // from the first measurement on
        app.Services.GetRequiredService<EngineMeter>();
        app.Services.GetRequiredService<IdentityMeter>();
        TakeMoment.RemoveLeftovers(settings);
        VerifyBackup.RemoveLeftovers(settings);
        app.Services.GetService<OpenTelemetryExport>();
        await StartEnginesAsync(app);
        app.Services.GetRequiredService<NoteCohortChanges>();
        app.Services.GetRequiredService<BackupMeter>();
        await ActivatorUtilities.CreateInstance<UpgradeStores>(app.Services).RunAsync(CancellationToken.None);
        try
        {
            await PrepareWorkspaceAsync(app, settings, folder);
        }
        catch (NpgsqlException e)
        {
            throw new StartUpException($"PostgreSQL does not let Cairn make its tables: {e.Message}");
        }
    }

    private static async Task StartEnginesAsync(WebApplication app)
    {
        using var limit = new CancellationTokenSource(_patience);
        await app.Services.GetRequiredService<IClickHouse>().StartAsync(limit.Token);
        var postgres = app.Services.GetRequiredService<IPostgres>();
        await postgres.StartAsync(limit.Token);
        try
        {
            await postgres.WaitUntilReadyAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StartUpException($"PostgreSQL did not answer within {_patience.TotalSeconds:0} s. {postgres.Status.LastError}");
        }
    }

    /// <summary>Unbounded: a migration takes as long as it takes, and a signal ends the process.</summary>
    private static async Task PrepareWorkspaceAsync(WebApplication app, CairnSettings settings, DataFolder folder)
    {
        await WorkspaceSchema.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
        folder.MarkInitialised(
            folder.Marker?.ClickHouseSchema,
            settings.Postgres is null ? WorkspaceSchema.Version : null,
            TimeProvider.System.GetUtcNow()
        );
        await UnattendedSetUp.RunAsync(app, CancellationToken.None);
        await app.Services.GetRequiredService<WorkspaceAccess>().ReloadAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "These variables mean nothing to Cairn, so check their spelling: {Names}")]
    private static partial void LogUnknownVariables(ILogger logger, string names);
}

/// <summary>Cairn cannot start. The message says why and what to do.</summary>
internal sealed class StartUpException(string message) : Exception(message);
