using Cairn.Query.Sequences;

namespace Cairn.Insights.Funnels;

/// <summary>How far does one entity get? Pure; keeps its working space between entities, so each thread needs its own.</summary>
/// <remarks>Per step it keeps the attempt with the latest start that has come so far: of two that have come equally far the later start has more of
/// its window left, so the other can be forgotten. The attempt that counts is the one that comes farthest; of several the first to do so.</remarks>
internal sealed class FunnelWalk
{
    private readonly int _steps;
    private readonly uint _stepBits;
    private readonly uint _exclusionBits;
    private readonly FunnelSpec _spec;

    /// <summary>Indexes of the events of the attempt that has reached a step, by step; -1 first: none has.</summary>
    private readonly int[][] _attempts;
    private readonly int[] _best;
    private readonly FunnelAnyOrder? _any;

    public FunnelWalk(FunnelSpec spec)
    {
        _spec = spec;
        _steps = spec.Steps.Count;
        _stepBits = (uint)((1UL << _steps) - 1);
        _exclusionBits = (uint)(((1UL << spec.Exclusions.Count) - 1) << _steps);
        _attempts = [.. Enumerable.Range(0, _steps).Select(_ => new int[_steps])];
        _best = new int[_steps];
        _any = spec.Order == FunnelOrder.Any ? new FunnelAnyOrder(_steps, spec.Window.Milliseconds) : null;
    }

    /// <summary>The events of the attempt that counts, as indexes, one per step reached; empty when there is none or the entity is out.</summary>
    /// <param name="from">The first step is at or after it, Unix milliseconds.</param>
    /// <param name="to">And before it.</param>
    public ReadOnlySpan<int> Best(ReadOnlySpan<StepEvent> events, long from, long to)
    {
        if (_any is not null)
            return _any.Best(events, from, to, _stepBits, _exclusionBits);
        foreach (var attempt in _attempts)
            attempt[0] = -1;
        var reached = 0;
        for (var i = 0; i < events.Length; i++)
        {
            var e = events[i];
            if (e.At < from)
                continue;
            if (e.At >= to && e.At - to >= _spec.Window.Milliseconds)
                break;
            var before = reached;
            Take(events, i, to, ref reached);
            if (reached > before)
                _attempts[reached - 1].AsSpan(0, reached).CopyTo(_best);
            if (reached == _steps)
                break;
            if ((e.Mask & _exclusionBits) != 0 && IsOut(events, i))
                return [];
        }

        return _best.AsSpan(0, reached);
    }

    /// <summary>Lets an event take every step it can, the last step first, so that no attempt takes two with one event.</summary>
    private void Take(ReadOnlySpan<StepEvent> events, int i, long to, ref int reached)
    {
        var e = events[i];
        var isStrict = _spec.Order == FunnelOrder.Strict;
        for (var step = _steps - 1; step > 0; step--)
        {
            var before = _attempts[step - 1];
            var mayTake =
                (e.Mask & (1u << step)) != 0
                && before[0] >= 0
                && e.At - events[before[0]].At <= _spec.Window.Milliseconds
                && (!isStrict || before[step - 1] == i - 1);
            if (mayTake && before[0] != _attempts[step][0])
            {
                before.AsSpan(0, step).CopyTo(_attempts[step]);
                _attempts[step][step] = i;
                reached = Math.Max(reached, step + 1);
            }
        }

        if ((e.Mask & 1) != 0 && e.At < to)
        {
            _attempts[0][0] = i;
            reached = Math.Max(reached, 1);
        }
    }

    /// <summary>Whether the event lies between the steps of one of its exclusions, for an attempt that still has time, and is no step of it.</summary>
    private bool IsOut(ReadOnlySpan<StepEvent> events, int i)
    {
        var e = events[i];
        for (var x = 0; x < _spec.Exclusions.Count; x++)
        {
            if ((e.Mask & (1u << (_steps + x))) == 0)
                continue;
            for (var step = _spec.Exclusions[x].From + 1; step <= _spec.Exclusions[x].To; step++)
            {
                var attempt = _attempts[step - 1];
                var isOpen =
                    attempt[0] >= 0
                    && attempt[0] != _attempts[step][0]
                    && attempt[step - 1] != i
                    && e.At - events[attempt[0]].At <= _spec.Window.Milliseconds
                    && (_spec.Order != FunnelOrder.Strict || attempt[step - 1] == i - 1);
                if (isOpen)
                    return true;
            }
        }

        return false;
    }
}
