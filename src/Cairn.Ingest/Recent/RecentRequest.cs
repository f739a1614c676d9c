namespace Cairn.Ingest.Recent;

/// <summary>A request as it was understood, for people who connect a client. In memory only.</summary>
/// <param name="Format">cairn, or the vendor whose wire format it was.</param>
/// <param name="Path">Without the query, which may hold the key.</param>
/// <param name="UserAgent">The first 200 characters; null: none.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Problem">The code of what was wrong with the whole request; null: it was taken.</param>
/// <param name="Reason">A sentence for it.</param>
/// <param name="Events">The first 20.</param>
/// <param name="PassedOver">What is no event here: kind → how many.</param>
public sealed record RecentRequest(
    DateTimeOffset At,
    string Format,
    string Method,
    string Path,
    string? UserAgent,
    int Status,
    string? Problem,
    string? Reason,
    int Accepted,
    int Duplicates,
    int Rejected,
    IReadOnlyList<RecentEvent> Events,
    IReadOnlyDictionary<string, int> PassedOver
)
{
    /// <summary>Higher is later; unique while the server runs.</summary>
    public long Number { get; init; }
}

/// <summary>An event of a request, as it was stored or why it was not.</summary>
/// <param name="Verdict">accepted, duplicate, or the code of the refusal.</param>
/// <param name="Reason">A sentence for a refusal.</param>
/// <param name="Event">The name; null for what could not be read so far.</param>
/// <param name="SourceEvent">The vendor's name where Cairn's is another.</param>
/// <param name="DistinctId">As stored: after redaction.</param>
/// <param name="Properties">Names of the properties as stored; never values.</param>
/// <param name="Redacted">Something was redacted.</param>
public sealed record RecentEvent(
    string Verdict,
    string? Reason,
    string? Event,
    string? SourceEvent,
    string? DistinctId,
    DateTimeOffset? Timestamp,
    IReadOnlyList<string> Properties,
    bool Redacted
)
{
    /// <summary>The client's own session; null: it sent none.</summary>
    public string? SessionId { get; init; }

    /// <summary>Types of the groups it belongs to; never their keys.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Names of the person's properties it sets, also those it sets once; never values.</summary>
    public IReadOnlyList<string> PersonProperties { get; init; } = [];
}
