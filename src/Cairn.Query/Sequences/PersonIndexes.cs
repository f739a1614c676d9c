using System.Collections.Concurrent;
using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;
using Microsoft.Extensions.Logging;

namespace Cairn.Query.Sequences;

/// <summary>How the person indexes are kept.</summary>
/// <param name="StoredBefore">Every event of a lower sequence is in the table (or never will be).</param>
/// <param name="LeastEvents">Projects with fewer do without: the table is fast enough.</param>
/// <param name="MostEvents">Over all projects together, eight bytes each.</param>
public sealed record PersonIndexOptions(Func<ulong> StoredBefore, long LeastEvents = 300_000, long MostEvents = 80_000_000);

/// <summary>The person index of every project that is asked about. Built in the background when first asked for and again as events come in; until
/// then, and whenever one cannot be had, questions read the table: the same answer, only slower. Dropped after an hour without questions.</summary>
public sealed partial class PersonIndexes(
    ClickHouseClient store,
    Identities identities,
    PersonIndexOptions options,
    TimeProvider clock,
    ILogger<PersonIndexes> log
) : IDisposable
{
    private static readonly TimeSpan _keep = TimeSpan.FromHours(1);

    /// <summary>Events that come later than an index are read from the table with every question; beyond so many it is built anew.</summary>
    private const ulong MostLater = 1_000_000;

    private readonly ConcurrentDictionary<ProjectId, Held> _held = new();
    private readonly SemaphoreSlim _building = new(1);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Events in all indexes.</summary>
    public long Events => _held.Values.Sum(h => h.Index?.Events ?? 0);

    /// <summary>The project's index when there is one that can be trusted; starts building one otherwise.</summary>
    internal PersonIndex? Find(ProjectId project)
    {
        var held = _held.GetOrAdd(project, _ => new Held());
        held.LastAsked = clock.GetUtcNow();
        DropIdle();
        var index = held.Index;
        if (index is not null && identities.Splits(project) is { IsPending: false, Version: var splits } && splits != index.SplitVersion)
            held.Index = index = null;
        var stored = options.StoredBefore();
        var later = index is null ? stored : stored - index.Before;
        if (
            later > (index is null ? 0 : MostLater)
            && clock.GetUtcNow() >= held.NotBefore
            && Interlocked.Exchange(ref held.IsBuilding, 1) == 0
        )
            held.Build = BuildAsync(project, held);
        return identities.Splits(project).IsPending ? null : index;
    }

    /// <summary>Own ids that lead elsewhere since the index was built.</summary>
    internal IReadOnlyDictionary<ulong, ulong> MovedSince(ProjectId project, PersonIndex index) =>
        identities
            .Moves(project)
            .Where(m => !index.Moves.TryGetValue(m.Key, out var into) || into != m.Value)
            .ToDictionary(m => m.Key, m => m.Value);

    /// <summary>Waits until the project has an index or it is clear that it gets none now. For tests and measurements.</summary>
    public async Task<bool> WaitAsync(ProjectId project)
    {
        Find(project);
        if (_held[project].Build is { } build)
            await build;
        return _held[project].Index is not null;
    }

    /// <summary>Drops a project's index: its events have changed other than by addition.</summary>
    public void Forget(ProjectId project) => _held.TryRemove(project, out _);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task BuildAsync(ProjectId project, Held held)
    {
        try
        {
            await Task.Yield();
            await _building.WaitAsync(_stop.Token);
            try
            {
                var started = clock.GetTimestamp();
                var room = options.MostEvents - (Events - (held.Index?.Events ?? 0));
                var build = new BuildPersonIndex(store, identities);
                held.Index = await build.RunAsync(project, options.StoredBefore(), options.LeastEvents, room, _stop.Token);
                if (held.Index is { } index)
                    LogBuilt(project.Value, index.Events, clock.GetElapsedTime(started).TotalSeconds);
            }
            finally
            {
                _building.Release();
            }
        }
        catch (Exception e) when (e is ClickHouseException or ClickHouseUnavailableException or OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested)
                LogFailed(project.Value, e.Message);
        }
        finally
        {
            // A project without an index is looked at again in a while, not with every question.
            held.NotBefore = clock.GetUtcNow() + (held.Index is null ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(10));
            Volatile.Write(ref held.IsBuilding, 0);
        }
    }

    private void DropIdle()
    {
        foreach (var (project, held) in _held)
            if (clock.GetUtcNow() - held.LastAsked > _keep)
                _held.TryRemove(project, out _);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Indexed {Events} events of project {Project} by person in {Seconds:0.0} s.")]
    private partial void LogBuilt(uint project, long events, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The events of project {Project} could not be indexed by person; questions read the table. {Reason}"
    )]
    private partial void LogFailed(uint project, string reason);

    private sealed class Held
    {
        public volatile PersonIndex? Index;
        public int IsBuilding;
        public Task? Build;

        public DateTimeOffset LastAsked { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }
}
