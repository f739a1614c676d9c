using System.Globalization;
using Cairn.Events;
using Cairn.Workspace.Access;

namespace Cairn.Server.Access;

/// <summary>What time and rate say to a caller with a key. From memory; nothing for accounts and keys without a bound.</summary>
internal sealed class KeyLimits(TimeProvider time)
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private readonly RateBuckets<Guid> _buckets = new(time);

    /// <summary>Also tells the client of its rate.</summary>
    /// <returns>Null: it may go on.</returns>
    public Problem? Refusal(HttpContext context, Caller caller)
    {
        if (caller.ExpiresAt is { } end && end <= time.GetUtcNow())
            return new Problem(
                401,
                "expired_key",
                "The key came to its end.",
                string.Create(CultureInfo.InvariantCulture, $"It ended at {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; send its successor.")
            );
        // A token for one person spends what its maker may: or many tokens would pass the key's rate.
        if ((caller.Maker ?? caller) is not { RequestsPerMinute: { } rate, Id: var payer })
            return null;
        var policy = new RatePolicy("requests", rate, _minute);
        var take = _buckets.Take(payer, policy, count: 1);
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = policy.Header;
        headers["RateLimit"] = take.Header(policy);
        if (take.Wait is not { } wait)
            return null;
        headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new Problem(429, "rate_limited", "The key's rate limit is reached.", "Ask again after Retry-After seconds.");
    }
}
