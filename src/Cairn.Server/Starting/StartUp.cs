using Cairn.Server.Metrics;
using Cairn.Server.Settings;
using Cairn.Server.Telemetry;
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
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <exception cref="StartUpException">Something cannot be used; the message says what to do.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<CairnSettings>();
        if (settings.UnknownVariables.Count > 0)
            LogUnknownVariables(app.Logger, string.Join(", ", settings.UnknownVariables));
        var folder = app.Services.GetRequiredService<DataFolder>();
        folder.CheckEngines(settings.ClickHouse is not null, settings.Postgres is not null, settings.AcceptEmpty);
        app.Services.GetRequiredService<WatchMeters>(); // from the first measurement on
        app.Services.GetRequiredService<EngineMeter>();
        app.Services.GetService<OpenTelemetryExport>();
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
        await WorkspaceSchema.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), limit.Token);
        folder.MarkInitialised(
            folder.Marker?.ClickHouseSchema,
            settings.Postgres is null ? WorkspaceSchema.Version : null,
            TimeProvider.System.GetUtcNow()
        );
        await UnattendedSetUp.RunAsync(app, limit.Token);
        await app.Services.GetRequiredService<WorkspaceAccess>().ReloadAsync(limit.Token);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "These variables mean nothing to Cairn, so check their spelling: {Names}")]
    private static partial void LogUnknownVariables(ILogger logger, string names);
}

/// <summary>Cairn cannot start. The message says why and what to do.</summary>
internal sealed class StartUpException(string message) : Exception(message);
