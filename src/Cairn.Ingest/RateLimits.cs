using System.Collections.Concurrent;

namespace Cairn.Ingest;

/// <summary>A token bucket per write key that has a limit: one second's worth may come at once. A single request larger than that is let through when the
/// bucket is full and paid for afterwards, else it could never be sent.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new();

    /// <summary>Null when the events may pass; else how long to wait.</summary>
    public TimeSpan? Take(WriteKey key, int events)
    {
        if (key.EventsPerSecond is not ({ } rate and > 0))
            return null;
        var bucket = _buckets.GetOrAdd(key.Key, _ => new Bucket { Tokens = rate, At = time.GetTimestamp() });
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(rate, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * rate));
            bucket.At = now;
            var needed = Math.Min(events, rate);
            if (bucket.Tokens < needed)
                return TimeSpan.FromSeconds((needed - bucket.Tokens) / rate);
            bucket.Tokens -= events;
            return null;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
