using System.Runtime.InteropServices;
using Cairn.Query.Sequences;

namespace Cairn.Insights.Paths;

/// <summary>Links of one part of the sessions.</summary>
internal sealed class PathTally
{
    private readonly Dictionary<LinkKey, List<long>> _links = [];
    private readonly PathWalk _walk;
    private readonly Action<List<PathNode>> _count;

    public PathTally(PathSpec spec)
    {
        _walk = new PathWalk(spec);
        _count = Count;
    }

    public static void Visit(PathTally tally, ulong entity, ReadOnlySpan<StepEvent> events) => tally._walk.Walk(events, tally._count);

    /// <summary>All links of all parts, in no order.</summary>
    public static IEnumerable<Link> Merge(IReadOnlyList<PathTally> tallies) =>
        tallies.SelectMany(t => t._links).GroupBy(p => p.Key, p => p.Value).Select(g => new Link(g.Key, [.. g.SelectMany(ms => ms)]));

    private void Count(List<PathNode> path)
    {
        for (var i = 0; i + 1 < path.Count; i++)
        {
            var (from, to) = (path[i], path[i + 1]);
            ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, new LinkKey(i + 1, from.Hash, to.Hash), out _);
            (times ??= []).Add(to.From - from.To);
        }
    }

    /// <summary>A link.</summary>
    /// <param name="Step">Of the node it comes from, from 1.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct LinkKey(int Step, ulong? From, ulong? To);

    /// <summary>How long each session took, in milliseconds.</summary>
    public sealed record Link(LinkKey Key, List<long> Milliseconds);
}
