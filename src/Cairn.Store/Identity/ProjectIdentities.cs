using Cairn.Events;

namespace Cairn.Store.Identity;

/// <summary>One project's identities in memory, and how far the tables have followed them.</summary>
/// <remarks>Fields that readers see are written by the drain's thread and the rewriting job only.</remarks>
internal sealed class ProjectIdentities(ProjectId project)
{
    public PersonMap Map { get; set; } = new(project);

    /// <summary>Requests up to this sequence are in <see cref="Map"/>.</summary>
    public ulong AppliedUpTo { get; set; }

    /// <summary>The version of the newest row of <c>person_merges</c>; set when the row is in the table.</summary>
    public ulong Version { get; set; }

    /// <summary>Events' person_id is right but for moves of later versions.</summary>
    public ulong RewrittenUpTo { get; set; }

    /// <summary>The version of the newest row of <c>person_splits</c>, which holds the ids that an undo took out of a person; 0 for none.</summary>
    public ulong SplitVersion { get; set; }

    /// <summary>Events' person_id is right but for splits of later versions.</summary>
    public ulong SplitsRewrittenUpTo { get; set; }

    /// <summary>When the oldest move came that is not rewritten yet.</summary>
    public DateTimeOffset PendingSince { get; set; } = DateTimeOffset.MaxValue;

    public bool HasMoves => Version > RewrittenUpTo;

    public bool HasSplits => SplitVersion > SplitsRewrittenUpTo;

    public bool IsPending => HasMoves || HasSplits;
}
