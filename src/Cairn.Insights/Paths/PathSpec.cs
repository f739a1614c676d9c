using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.Paths;

/// <summary>Which ways do sessions take? Meanings: <c>docs/semantics/paths.md</c>.</summary>
/// <param name="ByPage">Steps are pages of $pageview and $screen; else names of events.</param>
/// <param name="Start">Paths begin where a session first comes here; null: where the session begins.</param>
/// <param name="End">Paths end where a session first comes here; null: where the session ends.</param>
/// <param name="Steps">A path has so many nodes at most.</param>
/// <param name="MinEdge">Links of fewer sessions are left out.</param>
/// <param name="Exclude">Names that are passed over.</param>
/// <param name="Groups">Names that become one; the first that matches counts.</param>
public sealed record PathSpec(
    RangeSpec Range,
    bool ByPage,
    PathPattern? Start,
    PathPattern? End,
    int Steps,
    long MinEdge,
    IReadOnlyList<PathPattern> Exclude,
    IReadOnlyList<PathGroup> Groups,
    Filter? Filter = null
);

/// <summary>Names that match stand under another one.</summary>
public sealed record PathGroup(PathPattern Match, string As);
