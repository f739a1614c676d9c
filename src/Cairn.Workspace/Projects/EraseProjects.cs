using System.Threading.Channels;
using Cairn.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.Workspace.Projects;

/// <summary>Removes what a store keeps of a deleted project. Registered by whoever keeps something; called until it succeeds, so it may be called
/// again for the same project, also after a restart.</summary>
public delegate Task ProjectDeleted(ProjectId project, CancellationToken cancellationToken);

/// <summary>Has every store erase the deleted projects, now or, while a store is away, later.</summary>
public sealed partial class EraseProjects(
    IDbContextFactory<WorkspaceDb> databases,
    IEnumerable<ProjectDeleted> stores,
    TimeProvider time,
    ILogger<EraseProjects> log
) : BackgroundService
{
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>There is something to erase.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Wake(); // what a former process left
        while (await _wakes.Reader.WaitToReadAsync(stoppingToken))
        {
            _wakes.Reader.TryRead(out _);
            try
            {
                await EraseAsync(stoppingToken);
            }
#pragma warning disable CA1031 // any store may fail in its own way; the answer is always to try again
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogLater(log, e);
                await Task.Delay(_retry, time, stoppingToken);
                Wake();
            }
        }
    }

    private async Task EraseAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var project in await db.Projects.Where(p => p.DeletedAt != null && p.ErasedAt == null).ToListAsync(cancellationToken))
        {
            foreach (var eraseAsync in stores)
                await eraseAsync(project.ProjectId, cancellationToken);
            project.ErasedAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancellationToken);
            LogErased(log, project.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Project {ProjectId} was deleted and its data is erased.")]
    private static partial void LogErased(ILogger logger, int projectId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A deleted project's data could not be erased yet; it is tried again in a minute.")]
    private static partial void LogLater(ILogger logger, Exception exception);
}
