using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.Ingest.Import;

/// <summary>Runs imports one after the other, those of before a restart first.</summary>
public sealed partial class RunImports(Imports imports, RunImport run, ILogger<RunImports> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in imports.Waiting.ReadAllAsync(stoppingToken))
        {
            await run.RunAsync(id, stoppingToken);
            if (imports.Get(id) is { } job)
                LogOver(log, id, job.Status, job.Accepted, job.Duplicates, job.Rejected);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Import {Id} is over ({Status}): {Accepted} events stored, {Duplicates} known before, {Rejected} rows refused."
    )]
    private static partial void LogOver(ILogger logger, string id, ImportStatus status, long accepted, long duplicates, long rejected);
}
