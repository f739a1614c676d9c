using System.Threading.Channels;
using Cairn.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.Workspace.Projects;

/// <summary>Removes what a store keeps of a deleted project. Registered by whoever keeps something; called until it succeeds, so it may be called
/// again for the same project, also after a restart.</summary>
public delegate Task ProjectDeleted(ProjectId project, CancellationToken cancellationToken);

/// <summary>Has every store erase the deleted projects whose grace is over, now or, while a store is away, later.</summary>
public sealed partial class EraseProjects(
    IDbContextFactory<WorkspaceDb> databases,
    IEnumerable<ProjectDeleted> stores,
    TimeProvider time,
    ILogger<EraseProjects> log
) : BackgroundService
{
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);

    /// <summary>Another server may have deleted something, and the clock may be set.</summary>
    private static readonly TimeSpan _look = TimeSpan.FromHours(1);
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>There is something to erase.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = await EraseAgainAndAgainAsync(stoppingToken);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var woken = _wakes.Reader.WaitToReadAsync(pause.Token).AsTask();
            await Task.WhenAny(woken, Task.Delay(wait, time, pause.Token));
            await pause.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
            _wakes.Reader.TryRead(out _);
        }
    }

    /// <returns>How long until there may be more to do.</returns>
    private async Task<TimeSpan> EraseAgainAndAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await EraseDueAsync(cancellationToken) is { } next ? Shorter(next - time.GetUtcNow(), _look) : _look;
        }
#pragma warning disable CA1031 // any store may fail in its own way; the answer is always to try again
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogLater(log, e);
            return _retry;
        }
    }

    private static TimeSpan Shorter(TimeSpan wait, TimeSpan most) =>
        wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1)
        : wait < most ? wait
        : most;

    /// <summary>Erases every project whose time has come.</summary>
    /// <returns>When the next one's comes; null: none waits.</returns>
    public async Task<DateTimeOffset?> EraseDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = db.Projects.Where(p => p.DeletedAt != null && p.ErasedAt == null);
        foreach (var project in await waiting.Where(p => p.EraseAt <= now).ToListAsync(cancellationToken))
        {
            foreach (var eraseAsync in stores)
                await eraseAsync(project.ProjectId, cancellationToken);
            project.ErasedAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancellationToken);
            LogErased(log, project.Id);
        }
        return await waiting.Where(p => p.EraseAt > now).MinAsync(p => p.EraseAt, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Project {ProjectId} was deleted and its data is erased.")]
    private static partial void LogErased(ILogger logger, int projectId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A deleted project's data could not be erased yet; it is tried again in a minute.")]
    private static partial void LogLater(ILogger logger, Exception exception);
}
