using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.Jobs;

/// <summary>Brings merged persons into the events' rows now and then. Until it has, questions lay the merges over: right, only slower.</summary>
public sealed partial class RewritePersons(PersonRewrite rewrite, Identities identities, TimeProvider time, ILogger<RewritePersons> log)
    : BackgroundService
{
    /// <summary>How often to look, and how long a merge waits for others at least: a rewrite reads every part once.</summary>
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (identities.IsLoaded)
                    await rewrite.RunAsync(_patience, stoppingToken);
            }
            catch (Exception e) when (e is ClickHouseException or ClickHouseUnavailableException)
            {
                LogFailed(e.Message);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Merged persons could not be written into their events; trying again later. {Reason}"
    )]
    private partial void LogFailed(string reason);
}
