using System.Collections.Concurrent;
using System.Threading.Channels;
using Cairn.Events;
using Cairn.Server.Starting;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keeping;
using Npgsql;

namespace Cairn.Server.Keeping;

/// <summary>Applies the rules of every project once a day at its quiet hour, or when asked; one project after the other. A day that was missed is made up for. What
/// fails is tried again ten minutes later.</summary>
internal sealed partial class RunRetention(
    StoreGate gate,
    RetentionRules rules,
    RetentionRuns runs,
    ApplyRules apply,
    WorkspaceAccess workspace,
    RetentionMeter meter,
    TimeProvider time,
    ILogger<RunRetention> log
) : BackgroundService
{
    private static readonly TimeSpan _look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<ProjectId, string> _asked = new();
    private readonly ConcurrentDictionary<ProjectId, DateTimeOffset> _notBefore = new();
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Runs the project's rules as soon as may be.</summary>
    public void Ask(ProjectId project, string by)
    {
        _asked[project] = by;
        _notBefore.TryRemove(project, out _);
        _wakes.Writer.TryWrite(true);
    }

    /// <summary>Whether a run that was asked for has not begun yet.</summary>
    public bool IsAsked(ProjectId project) => _asked.ContainsKey(project);

    /// <summary>Whether the schedule has a run to make now.</summary>
    /// <param name="last">The last run; null: there was none.</param>
    public static bool IsDue(SavedRules saved, RetentionRun? last, TimeZoneInfo zone, DateTimeOffset now)
    {
        var hour = QuietHour.Last(now, zone);
        return saved.Rules.HasLimit
            && hour >= saved.NotBefore
            && (last is null or { State: RetentionState.Failed } || last.StartedAt < hour);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await apply.Applying.WaitAsync(stoppingToken);
                try
                {
                    await RunAllAsync(stoppingToken);
                }
                finally
                {
                    apply.Applying.Release();
                }

                if (await runs.LastFinishedAsync(stoppingToken) is { } finished)
                    meter.Finished(finished);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogAway(e.Message);
            }

            using var pause = new CancellationTokenSource(_look, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stoppingToken);
            try
            {
                await _wakes.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested) { }
        }
    }

    private async Task RunAllAsync(CancellationToken stoppingToken)
    {
        foreach (var left in await runs.OpenAsync(stoppingToken))
            await TryAsync(left.Project, () => apply.FinishAsync(left, stoppingToken), stoppingToken);
        foreach (var saved in await rules.ListAsync(stoppingToken))
        {
            var by = _asked.GetValueOrDefault(saved.Project);
            if (workspace.Current.Projects.FirstOrDefault(p => p.Id == saved.Project) is not { } project)
                continue;
            var last = await runs.LastAsync(saved.Project, stoppingToken);
            // One that is not over yet failed above: the next begins when it is.
            if (last is { State: RetentionState.Archiving or RetentionState.Deleting })
                continue;
            if (by is null ? !IsDue(saved, last, project.Context.Zone, time.GetUtcNow()) : time.GetUtcNow() < saved.NotBefore)
                continue;
            await TryAsync(saved.Project, () => apply.RunAsync(saved, by, stoppingToken), stoppingToken);
            _asked.TryRemove(saved.Project, out _);
        }
    }

    private async Task TryAsync(ProjectId project, Func<Task> runAsync, CancellationToken stoppingToken)
    {
        if (_notBefore.TryGetValue(project, out var notBefore) && time.GetUtcNow() < notBefore)
            return;
        try
        {
            await runAsync();
            _notBefore.TryRemove(project, out _);
        }
#pragma warning disable CA1031 // any store may fail in its own way; the answer is always to try again
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(project.Value, RetentionFaults.Describe(e));
            _notBefore[project] = time.GetUtcNow() + _again;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The retention rules of project {Project} could not be applied; tried again in ten minutes. {Reason}"
    )]
    private partial void LogFailed(uint project, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Retention waits for PostgreSQL. {Reason}")]
    private partial void LogAway(string reason);
}
