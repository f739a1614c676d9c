namespace Cairn.Ingest;

/// <summary>The answer to accepted work: sent when every accepted event is on disk.</summary>
/// <param name="Redacted">Events in which something was redacted before they were stored; null: none.</param>
/// <param name="Redactions">What was redacted, the first 200; null: nothing.</param>
public sealed record IngestAnswer(
    int Accepted,
    int Duplicates,
    IReadOnlyList<RejectedEvent> Rejected,
    int? Redacted = null,
    IReadOnlyList<RedactedProperty>? Redactions = null
);

/// <summary>A property that was redacted.</summary>
/// <param name="Index">The event's place in the request, from 0.</param>
/// <param name="Property">Its name, or with the field before it: <c>set.email</c>, <c>groups.company</c>, <c>session_id</c>, <c>distinct_id</c>.</param>
/// <param name="Detector">What found it: email, phone, card, iban, national_id, ip, secret, or denied for the deny list.</param>
public sealed record RedactedProperty(int Index, string Property, string Detector);

/// <summary>An event of the request that was refused.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
public sealed record RejectedEvent(int Index, string Code, string Message);
