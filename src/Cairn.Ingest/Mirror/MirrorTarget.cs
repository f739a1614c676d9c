using Cairn.Events;

namespace Cairn.Ingest.Mirror;

/// <summary>Where a project's old vendor takes what the project receives.</summary>
/// <param name="Format">The wire format whose requests are sent on as they came; null: of every vendor. Without meaning when <paramref name="IsForwarding"/>.</param>
/// <param name="IsForwarding">Not requests but accepted events of any format are sent, as PostHog's batches.</param>
/// <param name="Url">The vendor's base: the path of a request comes after it.</param>
/// <param name="Key">The vendor's own, in place of Cairn's; null: none, for protocols that name a site and no key.</param>
/// <param name="IsRedacted">Every value of a request goes through the project's redaction first.</param>
/// <param name="PassesAddress">The caller's address goes along in X-Forwarded-For.</param>
public sealed record MirrorTarget(string? Format, bool IsForwarding, Uri Url, string? Key, bool IsRedacted, bool PassesAddress);

/// <summary>The target of a project; null when it mirrors nothing now. Asked for every request, so it answers from memory.</summary>
public delegate MirrorTarget? FindMirror(ProjectId project);

/// <summary>How much may wait, and how patient the sending is.</summary>
public sealed record MirrorOptions
{
    /// <summary>Client requests of one project that may wait.</summary>
    public int MostRequests { get; init; } = 2000;

    /// <summary>Of one project.</summary>
    public long MostBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Of all projects together.</summary>
    public long MostBytesOfAll { get; init; } = 64 * 1024 * 1024;

    /// <summary>Connections per project.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Of one try.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Before the second try, the third and so on; then it is given up. A longer Retry-After of at most a minute is heeded.</summary>
    public IReadOnlyList<TimeSpan> BackOff { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    /// <summary>How long a shutdown waits for what is still to be sent.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>What became of a project's client requests since the server started.</summary>
/// <param name="Sent">The vendor answered 2xx.</param>
/// <param name="Failed">The vendor refused it, or did not answer after all tries.</param>
/// <param name="Dropped">Too much waited, or it was thrown away: erasure, shutdown, mirroring turned off.</param>
/// <param name="LastFailure">Of a failed one: a status or the kind of fault, never anything that was sent.</param>
public sealed record MirrorCounts(long Sent, long Failed, long Dropped, int Waiting, string? LastFailure, DateTimeOffset? LastFailureAt);
