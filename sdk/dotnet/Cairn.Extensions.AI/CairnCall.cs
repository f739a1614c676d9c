namespace Cairn.Extensions.AI;

/// <summary>Whose a model call is, and what it belongs to. For one call: in <c>ChatOptions.AdditionalProperties</c> under the names below. For all calls of a piece of
/// work: <c>using (CairnCall.Begin(new CairnCall { DistinctId = … }))</c>. The call's own win, one by one; trace and parent come from the current <c>Activity</c> when nobody says
/// so.</summary>
public sealed record CairnCall
{
    /// <summary>Name in <c>AdditionalProperties</c> of <see cref="DistinctId"/>.</summary>
    public const string DistinctIdName = "cairn.distinct_id";

    /// <summary>Name in <c>AdditionalProperties</c> of <see cref="SessionId"/>.</summary>
    public const string SessionIdName = "cairn.session_id";

    /// <summary>Name in <c>AdditionalProperties</c> of <see cref="TraceId"/>.</summary>
    public const string TraceIdName = "cairn.trace_id";

    /// <summary>Name in <c>AdditionalProperties</c> of <see cref="SpanName"/>.</summary>
    public const string SpanNameName = "cairn.span_name";

    private static readonly AsyncLocal<CairnCall?> _current = new();

    /// <summary>The user.</summary>
    public string? DistinctId { get; init; }

    /// <summary>The user's session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Calls of one trace belong together.</summary>
    public string? TraceId { get; init; }

    /// <summary>What the call is for.</summary>
    public string? SpanName { get; init; }

    /// <summary>What holds here; null: nothing was begun.</summary>
    public static CairnCall? Current => _current.Value;

    /// <summary>Holds for this method and what it calls, until disposed. What <paramref name="call"/> leaves open stays as it was outside.</summary>
    public static IDisposable Begin(CairnCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var outside = _current.Value;
        _current.Value = call.Over(outside);
        return new Ending(outside);
    }

    internal CairnCall Over(CairnCall? outside) =>
        outside is null
            ? this
            : new()
            {
                DistinctId = DistinctId ?? outside.DistinctId,
                SessionId = SessionId ?? outside.SessionId,
                TraceId = TraceId ?? outside.TraceId,
                SpanName = SpanName ?? outside.SpanName,
            };

    private sealed class Ending(CairnCall? outside) : IDisposable
    {
        public void Dispose() => _current.Value = outside;
    }
}
