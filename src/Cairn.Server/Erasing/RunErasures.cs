using System.Threading.Channels;
using Cairn.Ingest.Spool;
using Cairn.Server.Backups;
using Cairn.Store.ClickHouse;
using Cairn.Workspace.Erasing;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>Carries out erasures one after the other, all that wait for one project together. What a killed server left is gone on with; what fails is tried
/// again, a minute later at first, an hour at most.</summary>
internal sealed partial class RunErasures(Erasures erasures, EraseTogether erase, TimeProvider time, ILogger<RunErasures> log)
    : BackgroundService
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(15);
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>There is something to erase.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await NextAsync(stoppingToken) is { Count: > 0 } together)
                    await RunAsync(together, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogAway(e.Message);
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(_look);
            try
            {
                await _wakes.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested) { }
        }
    }

    /// <summary>Those of the oldest one's project that are as far as it is: whoever has a boundary already keeps it.</summary>
    private async Task<IReadOnlyList<Erasure>> NextAsync(CancellationToken cancellationToken)
    {
        var open = await erasures.OpenAsync(time.GetUtcNow(), cancellationToken);
        return open.Count == 0 ? [] : [.. open.Where(e => e.Project == open[0].Project && e.Boundary == open[0].Boundary)];
    }

    private async Task RunAsync(IReadOnlyList<Erasure> together, CancellationToken stoppingToken)
    {
        try
        {
            await erase.RunAsync(together, stoppingToken);
            LogDone(together[0].Project.Value, together.Count);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // any store may fail in its own way; the answer is always to try again
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The message may quote an id.
            LogFailed(together[0].Project.Value, e.GetType().Name);
            await NoteAsync(together, e, stoppingToken);
        }
    }

    private async Task NoteAsync(IReadOnlyList<Erasure> together, Exception failure, CancellationToken cancellationToken)
    {
        foreach (var erasure in together)
        {
            if (await erasures.FindAsync(erasure.Project, erasure.Id, cancellationToken) is not { State: not ErasureState.Done } now)
                continue;
            var wait = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(now.Attempts - 1, 6))));
            await erasures.SaveAsync(
                now with
                {
                    // What only waits for backups to forget the person is gone from everything else.
                    State = now.State == ErasureState.WaitingForBackups ? now.State : ErasureState.Failed,
                    Error = Describe(failure),
                    NextTryAt = time.GetUtcNow() + wait,
                },
                cancellationToken
            );
        }
    }

    /// <summary>What an operator can act on, without what a store may quote.</summary>
    private static string Describe(Exception failure) =>
        failure switch
        {
            ClickHouseException e => $"ClickHouse refused (code {e.Code}).",
            ClickHouseUnavailableException => "ClickHouse is away.",
            SpoolUnavailableException => "The spool cannot be written.",
            NpgsqlException => "PostgreSQL is away or refused.",
            IOException or UnauthorizedAccessException => "A file could not be changed.",
            ErasureIncompleteException e => e.Message,
            BackupException => "No fresh backup could take the place of the older ones; see the backups' page or the server's log.",
            _ => $"An unforeseen fault ({failure.GetType().Name}); see the server's log.",
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} erasures of project {Project} are done.")]
    private partial void LogDone(uint project, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Erasures of project {Project} could not be finished ({Fault}); they are tried again."
    )]
    private partial void LogFailed(uint project, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Erasures wait for PostgreSQL. {Reason}")]
    private partial void LogAway(string reason);
}

/// <summary>Something of the person is still there. Told without naming anybody.</summary>
internal sealed class ErasureIncompleteException(string message) : Exception(message);
