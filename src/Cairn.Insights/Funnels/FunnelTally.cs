using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Funnels;

/// <summary>What one thread has counted so far.</summary>
internal sealed class FunnelTally(FunnelSpec spec, Buckets buckets, IReadOnlyList<BreakdownCut> cuts)
{
    private readonly FunnelWalk _walk = new(spec);
    private readonly long _from = buckets.Range.Start.ToUnixTimeMilliseconds();
    private readonly long _to = buckets.Range.End.ToUnixTimeMilliseconds();

    /// <summary>By labels; one entry without breakdowns.</summary>
    public Dictionary<uint, FunnelCounts> ByLabels { get; } = [];

    /// <summary>Per bucket who reached fromStep and toStep.</summary>
    public long[] Entered { get; } = new long[buckets.Count];

    public long[] Converted { get; } = new long[buckets.Count];

    /// <summary>Milliseconds from fromStep to toStep.</summary>
    public List<long> Durations { get; } = [];

    public static void Visit(FunnelTally tally, ulong entity, ReadOnlySpan<StepEvent> events) => tally.Add(events);

    private void Add(ReadOnlySpan<StepEvent> events)
    {
        var attempt = _walk.Best(events, _from, _to);
        if (attempt.Length > 0)
        {
            var labels = FunnelLabels.Of(spec.Attribution, events, attempt, cuts);
            if (!ByLabels.TryGetValue(labels, out var counts))
                ByLabels[labels] = counts = new FunnelCounts(spec.Steps.Count);
            counts.Add(events, attempt);
            if (spec.View == FunnelView.TimeToConvert && attempt.Length > spec.ToStep)
                Durations.Add(events[attempt[spec.ToStep]].At - events[attempt[spec.FromStep]].At);
        }

        if (spec.View == FunnelView.Trend)
            AddTrend(events);
    }

    /// <summary>A bucket is a funnel of its own over those who enter in it.</summary>
    private void AddTrend(ReadOnlySpan<StepEvent> events)
    {
        var bucket = -1;
        var first = spec.Order == FunnelOrder.Any ? (1u << spec.Steps.Count) - 1 : 1;
        foreach (var e in events)
        {
            if ((e.Mask & first) == 0 || e.At < _from || e.At >= _to || (bucket >= 0 && e.At < buckets.Edges[bucket + 1]))
                continue;
            bucket = buckets.IndexOf(e.At);
            var reached = _walk.Best(events, Math.Max(_from, buckets.Edges[bucket]), Math.Min(_to, buckets.Edges[bucket + 1])).Length;
            Entered[bucket] += reached > spec.FromStep ? 1 : 0;
            Converted[bucket] += reached > spec.ToStep ? 1 : 0;
        }
    }
}

/// <summary>Who reached which step, and how long each took from the one before.</summary>
internal sealed class FunnelCounts(int steps)
{
    public long[] Reached { get; } = new long[steps];

    /// <summary>Milliseconds, by step; empty for the first.</summary>
    public List<long>[] Times { get; } = [.. Enumerable.Range(0, steps).Select(_ => new List<long>())];

    public void Add(ReadOnlySpan<StepEvent> events, ReadOnlySpan<int> attempt)
    {
        for (var step = 0; step < attempt.Length; step++)
        {
            Reached[step]++;
            if (step > 0)
                Times[step].Add(events[attempt[step]].At - events[attempt[step - 1]].At);
        }
    }

    public FunnelCounts Add(FunnelCounts more)
    {
        for (var step = 0; step < steps; step++)
        {
            Reached[step] += more.Reached[step];
            Times[step].AddRange(more.Times[step]);
        }

        return this;
    }

    /// <summary>Of several threads or labels, together.</summary>
    public static FunnelCounts Sum(int steps, IEnumerable<FunnelCounts> parts) =>
        parts.Aggregate(new FunnelCounts(steps), (sum, part) => sum.Add(part));
}
