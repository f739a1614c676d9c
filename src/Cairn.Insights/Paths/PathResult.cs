using Cairn.Query.Running;

namespace Cairn.Insights.Paths;

/// <summary>The ways that sessions took.</summary>
/// <param name="Nodes">Those with a link, by step, then by name.</param>
/// <param name="Links">Those of most sessions first.</param>
public sealed record PathResult(IReadOnlyList<PathStep> Nodes, IReadOnlyList<PathLink> Links, QueryMeta Meta);

/// <summary>A name at a step.</summary>
/// <param name="Id">Step and name: 1_/home.</param>
/// <param name="Step">From 1.</param>
public sealed record PathStep(string Id, string Name, int Step);

/// <summary>From a step to the next.</summary>
/// <param name="Count">Sessions.</param>
/// <param name="MedianSeconds">From leaving the one to coming to the other: from the last event before.</param>
public sealed record PathLink(string From, string To, long Count, double MedianSeconds);
