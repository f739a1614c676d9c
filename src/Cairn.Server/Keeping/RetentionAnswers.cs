using Cairn.Events;
using Cairn.Store.Keeping;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>How long events are kept, and what came of it.</summary>
/// <param name="KeepDays">Null: for ever.</param>
/// <param name="ChangedAt">Null: the rules were never set.</param>
/// <param name="NotBefore">Nothing is deleted earlier; null: nothing ever is.</param>
/// <param name="Before">While the rules can be taken back without anything lost: what they were.</param>
/// <param name="NextRun">Null: nothing is ever deleted.</param>
/// <param name="Running">A run is under way, or asked for.</param>
internal sealed record RetentionAnswer(
    int? KeepDays,
    bool Archive,
    IReadOnlyList<KeepEvent> Events,
    DateTimeOffset? ChangedAt,
    string? ChangedBy,
    DateTimeOffset? NotBefore,
    KeepRules? Before,
    DateTimeOffset? NextRun,
    bool Running,
    RetentionRunAnswer? LastRun
)
{
    public static RetentionAnswer Of(SavedRules? saved, RetentionRun? last, bool isAsked, TimeZoneInfo zone, DateTimeOffset now)
    {
        var rules = saved?.Rules ?? KeepRules.Everything;
        var (isGrace, from) = (saved?.NotBefore > now, saved?.NotBefore > now ? saved.NotBefore : now);
        return new RetentionAnswer(
            rules.KeepDays,
            rules.Archive,
            rules.Events,
            saved?.ChangedAt,
            saved?.ChangedBy,
            rules.HasLimit ? saved!.NotBefore : null,
            isGrace ? saved!.Before : null,
            rules.HasLimit ? QuietHour.Next(from, zone) : null,
            isAsked || last is { State: RetentionState.Archiving or RetentionState.Deleting },
            last is null ? null : RetentionRunAnswer.Of(last)
        );
    }
}

/// <summary>A run of the rules.</summary>
/// <param name="State"><c>archiving</c>, <c>deleting</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="AskedBy">Null: the schedule.</param>
/// <param name="Deleted">Events.</param>
/// <param name="Archived">Events written to Parquet first.</param>
internal sealed record RetentionRunAnswer(
    Guid Id,
    string State,
    string? AskedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    long Deleted,
    long Archived,
    string? Error
)
{
    public static RetentionRunAnswer Of(RetentionRun run) =>
        new(run.Id, RetentionRuns.Word(run.State), run.AskedBy, run.StartedAt, run.FinishedAt, run.Deleted, run.Archived, run.Error);
}

/// <summary>What rules would delete if they were applied now. Nothing is deleted by asking.</summary>
/// <param name="Token">For <c>preview</c> when these rules are saved.</param>
/// <param name="Persons">Different ones.</param>
/// <param name="Bytes">On disk, about.</param>
/// <param name="NeedsPreview">Whether saving them needs the token.</param>
/// <param name="Changes">Sentences: which questions will be answered otherwise.</param>
internal sealed record RetentionPreview(
    string Token,
    DateTimeOffset ExpiresAt,
    long Events,
    long Persons,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    long Bytes,
    bool NeedsPreview,
    IReadOnlyList<PastName> Names,
    IReadOnlyList<string> Changes
);

/// <summary>A Parquet file with deleted events.</summary>
/// <param name="Month">Of the events, UTC: <c>2026-03</c>.</param>
/// <param name="FirstAt">The oldest event inside.</param>
/// <param name="LastAt">The newest event inside.</param>
internal sealed record ArchiveAnswer(
    Guid Id,
    Guid RunId,
    string Month,
    long Events,
    long Bytes,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    DateTimeOffset CreatedAt
)
{
    public static ArchiveAnswer Of(RetentionArchive a) => new(a.Id, a.Run, MonthOf(a), a.Events, a.Bytes, a.FirstAt, a.LastAt, a.CreatedAt);

    public static string MonthOf(RetentionArchive a) => $"{a.Month / 100:0000}-{a.Month % 100:00}";
}
