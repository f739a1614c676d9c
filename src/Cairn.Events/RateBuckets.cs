using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cairn.Events;

/// <summary>How many more of something may come per window.</summary>
/// <param name="Name">Of the policy on the wire: <c>events</c>, <c>requests</c>.</param>
/// <param name="Quota">May come at once, and again with every window.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RatePolicy(string Name, int Quota, TimeSpan Window)
{
    /// <summary>The <c>RateLimit-Policy</c> field of draft-ietf-httpapi-ratelimit-headers: <c>"events";q=50;w=1;qu="events"</c>. The unit is left out for
    /// requests, which is its default.</summary>
    public string Header =>
        string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";q={Quota};w={(long)Window.TotalSeconds}")
        + (Name is "requests" ? "" : $";qu=\"{Name}\"");
}

/// <summary>What a bucket says to somebody who takes from it.</summary>
/// <param name="Wait">Null: it passes. Else how long until it would.</param>
/// <param name="Remaining">How many more would pass now.</param>
/// <param name="Reset">Until the whole quota is there again.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RateTake(TimeSpan? Wait, int Remaining, TimeSpan Reset)
{
    /// <summary>The <c>RateLimit</c> field of the same draft: <c>"events";r=42;t=1</c>.</summary>
    public string Header(RatePolicy policy) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{policy.Name}\";r={Remaining};t={(long)Math.Ceiling(Reset.TotalSeconds)}");
}

/// <summary>A token bucket per key: one window's quota may come at once. Who takes more than the quota in one go passes when the bucket is full and pays
/// afterwards, else it could never be sent. In memory, per server; full buckets are forgotten beyond 10,000.</summary>
public sealed class RateBuckets<TKey>(TimeProvider time)
    where TKey : notnull
{
    private const int ManyBuckets = 10_000;
    private readonly ConcurrentDictionary<TKey, Bucket> _buckets = new();

    /// <summary>Buckets in memory.</summary>
    public int Count => _buckets.Count;

    public RateTake Take(TKey key, RatePolicy policy, int count)
    {
        var (quota, perSecond) = (policy.Quota, policy.Quota / policy.Window.TotalSeconds);
        if (_buckets.Count > ManyBuckets)
            ForgetFull();
        var bucket = _buckets.GetOrAdd(key, _ => new Bucket { Tokens = quota, At = time.GetTimestamp() });
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(quota, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            var needed = Math.Min(count, quota);
            TimeSpan? wait = bucket.Tokens < needed ? TimeSpan.FromSeconds((needed - bucket.Tokens) / perSecond) : null;
            if (wait is null)
                bucket.Tokens -= count;
            bucket.FullAt = now + (long)((quota - bucket.Tokens) / perSecond * time.TimestampFrequency);
            return new RateTake(wait, (int)Math.Max(0, bucket.Tokens), TimeSpan.FromSeconds((quota - bucket.Tokens) / perSecond));
        }
    }

    /// <summary>A bucket that is full again is as good as none.</summary>
    private void ForgetFull()
    {
        var now = time.GetTimestamp();
        foreach (var (key, bucket) in _buckets)
        {
            if (Volatile.Read(ref bucket.FullAt) <= now)
                _buckets.TryRemove(key, out _);
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }

#pragma warning disable CA1051, SA1401 // read without the lock
        public long FullAt;
#pragma warning restore CA1051, SA1401
    }
}
