using Cairn.Events;

namespace Cairn.Workspace.Keeping;

/// <summary>How far a run of the rules is.</summary>
public enum RetentionState
{
    /// <summary>Files are being written; nothing is deleted.</summary>
    Archiving,

    /// <summary>Rows go until none of the run's is left.</summary>
    Deleting,
    Done,

    /// <summary>It ended before it deleted anything; the next one begins anew.</summary>
    Failed,
}

/// <summary>One run of a project's rules.</summary>
/// <param name="AskedBy">Null: the schedule.</param>
/// <param name="Cutoffs">Fixed when the run began: together with <paramref name="Before"/> they say which events it takes.</param>
/// <param name="Before">Events of lower sequences; all of those were in the store when the run began.</param>
/// <param name="Deleted">Events; while it deletes, how many there were.</param>
/// <param name="Archived">Events.</param>
public sealed record RetentionRun(
    Guid Id,
    ProjectId Project,
    RetentionState State,
    string? AskedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    KeepCutoffs Cutoffs,
    ulong Before,
    bool Archive,
    long Deleted,
    long Archived,
    string? Error
);

/// <summary>A Parquet file with events that a run deleted.</summary>
/// <param name="Month">Of the events, UTC: 202603.</param>
/// <param name="Path">Under the archives' folder.</param>
/// <param name="FirstAt">The oldest event inside.</param>
/// <param name="LastAt">The newest event inside.</param>
public sealed record RetentionArchive(
    Guid Id,
    Guid Run,
    ProjectId Project,
    int Month,
    string Path,
    long Events,
    long Bytes,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    DateTimeOffset CreatedAt
);
