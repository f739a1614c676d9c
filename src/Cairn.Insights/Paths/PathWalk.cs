using System.Runtime.InteropServices;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;

namespace Cairn.Insights.Paths;

/// <summary>One place in a path.</summary>
/// <param name="Hash">Of its name; null: what stands for the middle of a path that is too long.</param>
/// <param name="From">When it was come to, Unix milliseconds.</param>
/// <param name="To">When it was seen last before the next place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PathNode(ulong? Hash, long From, long To);

/// <summary>The paths of one entity, session by session. Made once, used for entity after entity.</summary>
internal sealed class PathWalk(PathSpec spec)
{
    private readonly List<(PathNode Node, bool IsStart, bool IsEnd)> _session = [];
    private readonly List<PathNode> _path = [];

    /// <summary>Shows each session's path, from two nodes on, to <paramref name="take"/>. The list is valid during the call only.</summary>
    public void Walk(ReadOnlySpan<StepEvent> events, Action<List<PathNode>> take)
    {
        _session.Clear();
        for (var i = 0; i < events.Length; i++)
        {
            var e = events[i];
            if (i > 0 && !e.Has(PathEvent.ClientBit) && e.At - events[i - 1].At >= SessionsSql.GapMs)
            {
                Finish(take);
                _session.Clear();
            }

            if (!e.Has(PathEvent.StepBit))
                continue;
            var (isStart, isEnd) = (e.Has(PathEvent.StartBit), e.Has(PathEvent.EndBit));
            if (_session.Count > 0 && _session[^1].Node.Hash == e.Hash())
            {
                var last = _session[^1];
                _session[^1] = (last.Node with { To = e.At }, last.IsStart || isStart, last.IsEnd || isEnd);
            }
            else
            {
                _session.Add((new PathNode(e.Hash(), e.At, e.At), isStart, isEnd));
            }
        }

        Finish(take);
    }

    private void Finish(Action<List<PathNode>> take)
    {
        var first = spec.Start is null ? 0 : _session.FindIndex(n => n.IsStart);
        if (first < 0 || _session.Count == 0)
            return;
        // A path from somewhere to the same place has to leave it in between.
        var last = spec.End is null ? _session.Count - 1 : _session.FindIndex(spec.Start is null ? 0 : first + 1, n => n.IsEnd);
        var count = last - first + 1;
        if (last < 0 || count < 2)
            return;
        _path.Clear();
        if (count > spec.Steps && spec is { Start: not null, End: not null })
            AddBothEnds(first, last);
        else
            AddSpan(spec.End is null ? first : Math.Max(first, last - spec.Steps + 1), Math.Min(count, spec.Steps));
        take(_path);
    }

    /// <summary>Half of the nodes from the beginning, half from the end, one for what lies between.</summary>
    private void AddBothEnds(int first, int last)
    {
        var half = spec.Steps / 2;
        AddSpan(first, half);
        _path.Add(new PathNode(null, _session[first + half].Node.From, _session[last - half].Node.To));
        AddSpan(last - half + 1, half);
    }

    private void AddSpan(int from, int count)
    {
        for (var i = from; i < from + count; i++)
            _path.Add(_session[i].Node);
    }
}
