using Cairn.Events;

namespace Cairn.Workspace.Erasing;

/// <summary>How far an erasure is. <c>failed</c> is tried again by itself.</summary>
public enum ErasureState
{
    Asked,
    Running,
    WaitingForBackups,
    Done,
    Failed,
}

/// <summary>Words of <see cref="ErasureState"/>, on the wire and in the table.</summary>
public static class ErasureStates
{
    private static readonly string[] _words = ["asked", "running", "waiting_for_backups", "done", "failed"];

    public static IReadOnlyList<string> Words => _words;

    public static string Word(this ErasureState state) => _words[(int)state];

    public static ErasureState Parse(string word) => (ErasureState)Array.IndexOf(_words, word);
}

/// <summary>Whom an erasure is about. Kept sealed, and only while the job needs it.</summary>
/// <param name="AskedDistinctId">Null when asked by person id.</param>
/// <param name="AskedPerson">Null when asked by distinct id.</param>
/// <param name="Owns">Own ids of every distinct id of the person; empty until it was looked up.</param>
/// <param name="DistinctIds">Texts of those, as far as any are known.</param>
/// <param name="Groups">Type and key of groups that nobody else belongs to.</param>
public sealed record ErasureSubjects(
    string? AskedDistinctId,
    ulong? AskedPerson,
    IReadOnlyList<ulong> Owns,
    IReadOnlyList<string> DistinctIds,
    IReadOnlyList<GroupRef> Groups
);

/// <summary>One erasure, as <c>erasures</c> keeps it.</summary>
/// <param name="Subjects">Null once they are forgotten: before it waits for backups, so that none holds them.</param>
/// <param name="Boundary">Events of lower sequences go; null until it is drawn.</param>
/// <param name="Hashes">Keyed hashes of the own ids, in order.</param>
/// <param name="Counts">What went, by table; null until it was counted.</param>
/// <param name="Keys">Ids of the destroyed keys.</param>
/// <param name="Receipt">JSON; there as soon as it waits for backups, signed when it is done.</param>
public sealed record Erasure(
    Guid Id,
    ProjectId Project,
    ErasureState State,
    string? Reason,
    bool BlockFuture,
    string AskedBy,
    DateTimeOffset AskedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int Attempts,
    DateTimeOffset? NextTryAt,
    string? Error,
    ErasureSubjects? Subjects,
    ulong? Boundary,
    IReadOnlyList<string> Hashes,
    IReadOnlyDictionary<string, long>? Counts,
    IReadOnlyList<Guid> Keys,
    string? Receipt
);
