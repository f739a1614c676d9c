using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Retention;

/// <summary>One person's cohorts and returns. Made once, used for person after person.</summary>
/// <param name="buckets">Those of the range and as many after it as the periods reach.</param>
/// <param name="cohorts">So many of the buckets are the range's.</param>
internal sealed class RetentionWalk(CohortRule rule, RetentionPeriods periods, bool orAfter, Buckets buckets, int cohorts)
{
    public const uint StartBit = 1;
    public const uint ReturnBit = 2;

    private readonly List<(int Bucket, uint Labels)> _starts = [];
    private readonly List<int> _returns = [];
    private readonly List<int> _periods = [];

    /// <summary>The cohorts the person is in, with the labels of the start event that put them there.</summary>
    /// <param name="events">In order of time, then of arrival.</param>
    public List<(int Bucket, uint Labels)> Starts(ReadOnlySpan<StepEvent> events)
    {
        _starts.Clear();
        _returns.Clear();
        var bucket = 0;
        foreach (var e in events)
        {
            bucket = buckets.IndexOf(e.At, bucket);
            var isStart = (e.Mask & StartBit) != 0 && bucket < cohorts;
            if (isStart && (_starts.Count == 0 || (rule == CohortRule.Recurring && _starts[^1].Bucket != bucket)))
                _starts.Add((bucket, e.Labels));
            if ((e.Mask & ReturnBit) != 0 && (_returns.Count == 0 || _returns[^1] != bucket))
                _returns.Add(bucket);
        }

        return _starts;
    }

    /// <summary>The periods, from 1 up, in which the person whose <see cref="Starts"/> were asked last counts as seen again, for one cohort.</summary>
    public List<int> Returns(int cohort)
    {
        _periods.Clear();
        foreach (var bucket in _returns)
        {
            if (bucket <= cohort)
                continue;
            if (bucket > cohort + periods.Reach)
                break;
            var period = periods.Of(bucket - cohort);
            if (_periods.Count == 0 || _periods[^1] != period)
                _periods.Add(period);
        }

        if (!orAfter || _periods.Count == 0)
            return _periods;
        var last = _periods[^1];
        _periods.Clear();
        for (var period = 1; period <= last; period++)
            _periods.Add(period);
        return _periods;
    }
}
