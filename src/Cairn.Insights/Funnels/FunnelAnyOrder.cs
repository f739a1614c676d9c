using System.Numerics;
using Cairn.Query.Sequences;

namespace Cairn.Insights.Funnels;

/// <summary>Steps in any order, each by an event of its own: how many can be taken within the window? A matching of events with steps.</summary>
/// <remarks>Of events with the same mask only the last few can matter for the latest start: as many as the mask has bits. So a look back costs the
/// number of different masks, not the number of events.</remarks>
internal sealed class FunnelAnyOrder(int steps, long windowMs)
{
    private readonly int[] _taken = new int[steps];
    private readonly int[] _eventOfStep = new int[steps];
    private readonly RecentByMask _recent = new();
    private readonly RecentByMask _recentInRange = new();

    /// <summary>As <see cref="FunnelWalk.Best"/>: the events at each of which the attempt takes one more step.</summary>
    public ReadOnlySpan<int> Best(ReadOnlySpan<StepEvent> events, long from, long to, uint stepBits, uint exclusionBits)
    {
        var (bestStart, bestEnd, reached) = (-1, -1, 0);
        var open = -1;
        _recent.Clear();
        _recentInRange.Clear();
        for (var i = 0; i < events.Length && reached < steps; i++)
        {
            var e = events[i];
            if (e.At < from)
                continue;
            if (e.At >= to && (open < 0 || e.At - events[open].At > windowMs))
                break;
            if ((e.Mask & stepBits) != 0)
            {
                _recent.Add(e.Mask & stepBits, i);
                if (e.At < to)
                {
                    _recentInRange.Add(e.Mask & stepBits, i);
                    open = i;
                }

                if (LatestStart(events, i, to, stepBits, reached) is >= 0 and var start)
                    (bestStart, bestEnd, reached) = (start, i, reached + 1);
            }

            var isOut = (e.Mask & exclusionBits) != 0 && open >= 0 && open != i && e.At - events[open].At <= windowMs;
            if (isOut && reached < steps)
                return [];
        }

        return reached == 0 ? [] : Take(events, bestStart, bestEnd, stepBits);
    }

    /// <summary>The latest start in the range from which the events up to <paramref name="end"/> take one step more than
    /// <paramref name="reached"/>; -1 when there is none. One event adds one step at most.</summary>
    private int LatestStart(ReadOnlySpan<StepEvent> events, int end, long to, uint stepBits, int reached)
    {
        _eventOfStep.AsSpan().Fill(-1);
        var level = 0;
        foreach (var i in _recent.LatestFirst())
        {
            if (events[end].At - events[i].At > windowMs)
                return -1;
            if (!Match(events, i, stepBits) || ++level <= reached)
                continue;
            if (events[i].At < to)
                return i;
            break;
        }

        return level <= reached ? -1 : LatestStartInRange(events, end, stepBits, reached);
    }

    /// <summary>The same where the nearest events come after the range: from each start inside it that may be the latest.</summary>
    private int LatestStartInRange(ReadOnlySpan<StepEvent> events, int end, uint stepBits, int reached)
    {
        foreach (var start in _recentInRange.LatestFirst())
        {
            if (events[end].At - events[start].At > windowMs)
                return -1;
            _eventOfStep.AsSpan().Fill(-1);
            var level = Match(events, start, stepBits) ? 1 : 0;
            foreach (var i in _recent.LatestFirst())
                if (i > start && Match(events, i, stepBits))
                    level++;
            if (level > reached)
                return start;
        }

        return -1;
    }

    private ReadOnlySpan<int> Take(ReadOnlySpan<StepEvent> events, int start, int end, uint stepBits)
    {
        _eventOfStep.AsSpan().Fill(-1);
        var level = 0;
        for (var i = start; i <= end && level < steps; i++)
            if ((events[i].Mask & stepBits) != 0 && Match(events, i, stepBits))
                _taken[level++] = i;
        return _taken.AsSpan(0, level);
    }

    /// <summary>Finds a step for the event, moving others to other steps of theirs where need be (an augmenting path; H. W. Kuhn, 1955).</summary>
    private bool Match(ReadOnlySpan<StepEvent> events, int i, uint stepBits)
    {
        var seen = 0u;
        return Match(events, i, stepBits, ref seen);
    }

    private bool Match(ReadOnlySpan<StepEvent> events, int i, uint stepBits, ref uint seen)
    {
        for (var rest = events[i].Mask & stepBits & ~seen; rest != 0; rest = events[i].Mask & stepBits & ~seen)
        {
            var step = BitOperations.TrailingZeroCount(rest);
            seen |= 1u << step;
            if (_eventOfStep[step] >= 0 && !Match(events, _eventOfStep[step], stepBits, ref seen))
                continue;
            _eventOfStep[step] = i;
            return true;
        }

        return false;
    }

    /// <summary>Of each mask the last events, as many as it has bits.</summary>
    private sealed class RecentByMask
    {
        private readonly Dictionary<uint, List<int>> _byMask = [];
        private readonly List<int> _order = [];

        public void Clear() => _byMask.Clear();

        public void Add(uint mask, int index)
        {
            if (!_byMask.TryGetValue(mask, out var last))
                _byMask[mask] = last = [];
            if (last.Count == BitOperations.PopCount(mask))
                last.RemoveAt(0);
            last.Add(index);
        }

        public List<int> LatestFirst()
        {
            _order.Clear();
            foreach (var last in _byMask.Values)
                _order.AddRange(last);
            _order.Sort(static (a, b) => b - a);
            return _order;
        }
    }
}
