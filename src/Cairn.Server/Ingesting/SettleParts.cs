using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Spool;

namespace Cairn.Server.Ingesting;

/// <summary>Every few seconds: events that waited for the rest of them long enough are stored as they are.</summary>
internal sealed class SettleParts(KeptParts parts, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await parts.SettleDueAsync(stoppingToken);
            }
            catch (SpoolUnavailableException)
            {
                // They wait on, on disk; the spool tells of its fault itself.
            }
        }
    }
}
