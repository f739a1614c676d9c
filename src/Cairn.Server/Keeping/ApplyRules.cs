using System.Globalization;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Server.Erasing;
using Cairn.Store.Keeping;
using Cairn.Workspace.Audit;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>One run of a project's rules: archive, then delete exactly what was archived. Every step may be done twice. Killed while it archives: nothing was
/// deleted, and the files go. Killed while it deletes: it goes on with the same events.</summary>
internal sealed class ApplyRules(
    RetentionRules rules,
    RetentionRuns runs,
    WriteArchives archives,
    CountPastEvents count,
    DeletePastEvents delete,
    SpoolDrain drain,
    ForgetPersons forget,
    WriteAudit audit,
    RetentionMeter meter,
    TimeProvider time
) : IDisposable
{
    private static readonly TimeSpan _keepEmptyRuns = TimeSpan.FromDays(90);

    /// <summary>Held while rules are applied, one project after the other: whoever holds it sees nothing begin.</summary>
    public SemaphoreSlim Applying { get; } = new(1);

    /// <summary>Called before rows go; for tests, which let it fail.</summary>
    internal Func<Task> BeforeDelete { get; set; } = () => Task.CompletedTask;

    /// <param name="askedBy">Null: the schedule.</param>
    public async Task RunAsync(SavedRules saved, string? askedBy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await runs.TrimAsync(saved.Project, now - _keepEmptyRuns, cancellationToken);
        var run = new RetentionRun(
            Guid.CreateVersion7(now),
            saved.Project,
            RetentionState.Archiving,
            askedBy,
            now,
            null,
            saved.Rules.CutoffsAt(now),
            drain.StoredBefore,
            saved.Rules.Archive,
            0,
            0,
            null
        );
        await runs.SaveAsync(run, cancellationToken);
        try
        {
            run = await PrepareAsync(run, saved.Rules, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(run, RetentionFaults.Describe(e), CancellationToken.None);
            throw;
        }

        await DeleteAsync(run, cancellationToken);
    }

    /// <summary>What a run that was cut off left: it is gone on with, or taken back.</summary>
    public Task FinishAsync(RetentionRun run, CancellationToken cancellationToken) =>
        run.State is RetentionState.Deleting
            ? DeleteAsync(run, cancellationToken)
            : GiveUpAsync(run, "The server ended while it archived. Nothing was deleted.", cancellationToken);

    public void Dispose() => Applying.Dispose();

    private async Task<RetentionRun> PrepareAsync(RetentionRun run, KeepRules by, CancellationToken cancellationToken)
    {
        if (run.Archive)
            run = run with { Archived = await archives.RunAsync(run, cancellationToken) };
        run = run with { Deleted = await count.EventsAsync(Past(run), cancellationToken) };
        // From here on what is archived is bound to go: these two numbers say the same events.
        if (run.Archive && run.Archived < run.Deleted)
            throw new ArchiveUnfitException("The archives hold fewer events than would be deleted.");
        if (by.TakesMoreThan((await rules.FindAsync(run.Project, cancellationToken))?.Rules ?? KeepRules.Everything))
            throw new RulesChangedException("The rules were loosened meanwhile.");
        run = run with { State = RetentionState.Deleting };
        await runs.SaveAsync(run, cancellationToken);
        return run;
    }

    private async Task DeleteAsync(RetentionRun run, CancellationToken cancellationToken)
    {
        if (run.Deleted > 0)
        {
            await BeforeDelete();
            await delete.RunAsync(Past(run), () => forget.Run(run.Project), cancellationToken);
            await audit.RunAsync(EntryOf(run), cancellationToken);
            meter.Deleted(run.Deleted, run.Archived);
        }

        await runs.SaveAsync(run with { State = RetentionState.Done, FinishedAt = time.GetUtcNow() }, cancellationToken);
    }

    private async Task GiveUpAsync(RetentionRun run, string reason, CancellationToken cancellationToken)
    {
        await archives.UndoAsync(run, cancellationToken);
        await runs.SaveAsync(
            run with
            {
                State = RetentionState.Failed,
                FinishedAt = time.GetUtcNow(),
                Error = reason,
                Deleted = 0,
                Archived = 0,
            },
            cancellationToken
        );
    }

    private static PastEvents Past(RetentionRun run) => new(run.Project, run.Cutoffs, run.Before);

    private AuditEntry EntryOf(RetentionRun run) =>
        new()
        {
            At = time.GetUtcNow(),
            ProjectId = (int)run.Project.Value,
            ActorKind = ActorKind.System,
            ActorName = "Cairn",
            Action = "retention.applied",
            TargetKind = "retention_run",
            TargetId = run.Id.ToString(),
            Details = JsonSerializer.Serialize(
                new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["deleted"] = run.Deleted.ToString(CultureInfo.InvariantCulture),
                    ["archived"] = run.Archived.ToString(CultureInfo.InvariantCulture),
                    ["askedBy"] = run.AskedBy ?? "schedule",
                }
            ),
        };
}

/// <summary>Somebody wants to keep what a run was about to delete.</summary>
internal sealed class RulesChangedException(string message) : Exception(message);
