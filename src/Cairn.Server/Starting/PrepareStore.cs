using Cairn.Events;
using Cairn.Server.Settings;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Folder;
using Cairn.Store.Identity;
using Cairn.Store.Schema;

namespace Cairn.Server.Starting;

/// <summary>Brings ClickHouse's tables up to date as soon as it answers. The server listens meanwhile: events wait in the spool.</summary>
internal sealed partial class PrepareStore(
    IClickHouse clickHouse,
    ClickHouseClient client,
    Identities identities,
    StoreGate gate,
    DataFolder folder,
    CairnSettings settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<PrepareStore> log
) : BackgroundService
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!gate.IsOpen)
        {
            try
            {
                await clickHouse.WaitUntilReadyAsync(stoppingToken);
                var ran = await StoreSchema.MigrateAsync(client, stoppingToken);
                folder.MarkInitialised(
                    settings.ClickHouse is null ? StoreSchema.Version : null,
                    folder.Marker?.PostgresSchema,
                    time.GetUtcNow()
                );
                await identities.LoadAsync(stoppingToken);
                gate.Open();
                LogReady(log, ran);
            }
            catch (Exception e) when (e is ClickHouseUnavailableException or ClickHouseException { IsTransient: true })
            {
                LogAway(log, e.Message);
                await Task.Delay(_retry, time, stoppingToken);
            }
            catch (Exception e) when (e is SchemaException or ClickHouseException)
            {
                LogUnfit(log, e.Message);
                Environment.ExitCode = ExitCodes.CannotStart;
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "ClickHouse is ready ({Ran} schema scripts ran).")]
    private static partial void LogReady(ILogger logger, int ran);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ClickHouse cannot take its tables yet: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Cairn stops, since ClickHouse cannot be used: {Reason}")]
    private static partial void LogUnfit(ILogger logger, string reason);
}
