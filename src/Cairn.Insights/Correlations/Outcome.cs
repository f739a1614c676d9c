using Cairn.Events;
using Cairn.Insights.Funnels;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Correlations;

/// <summary>Did a person succeed, and when is looked at what else they did? Not for several threads at once.</summary>
internal abstract class Outcome
{
    /// <summary>Null: the person takes no part. Else: what is done in <c>From &lt;= t &lt;= To</c>, Unix milliseconds, is looked at.</summary>
    public abstract (bool IsSuccess, long From, long To)? Of(ReadOnlySpan<StepEvent> events);

    /// <summary>By a funnel: from the first step to the last, or to the window's end for those who do not get there.</summary>
    public sealed class OfFunnel(FunnelSpec spec, TimeRange range) : Outcome
    {
        private readonly FunnelWalk _walk = new(spec);
        private readonly long _from = range.Start.ToUnixTimeMilliseconds();
        private readonly long _to = range.End.ToUnixTimeMilliseconds();

        public override (bool IsSuccess, long From, long To)? Of(ReadOnlySpan<StepEvent> events)
        {
            var attempt = _walk.Best(events, _from, _to);
            if (attempt.Length == 0)
                return null;
            var start = events[attempt[0]].At;
            return attempt.Length == spec.Steps.Count
                ? (true, start, events[attempt[^1]].At)
                : (false, start, start + spec.Window.Milliseconds);
        }
    }

    /// <summary>By being seen again (bit 1) so many buckets after the first start (bit 0) in the range; the bucket of that start is looked at.</summary>
    public sealed class OfRetention(CorrelationSpec.OfRetention spec, Buckets buckets, TimeRange range, DateTimeOffset now) : Outcome
    {
        private readonly long _from = range.Start.ToUnixTimeMilliseconds();
        private readonly long _to = range.End.ToUnixTimeMilliseconds();
        private readonly long _now = now.ToUnixTimeMilliseconds();

        public override (bool IsSuccess, long From, long To)? Of(ReadOnlySpan<StepEvent> events)
        {
            foreach (var start in events)
            {
                if ((start.Mask & 1) == 0 || start.At < _from || start.At >= _to)
                    continue;
                var bucket = buckets.IndexOf(start.At);
                var (low, high) = (buckets.Edges[bucket + spec.Period], buckets.Edges[bucket + spec.Period + 1]);
                if (high > _now)
                    return null;
                var isSeen = false;
                foreach (var e in events)
                    isSeen |= (e.Mask & 2) != 0 && e.At >= low && (spec.OrAfter || e.At < high);
                return (isSeen, start.At, buckets.Edges[bucket + 1] - 1);
            }

            return null;
        }
    }
}
