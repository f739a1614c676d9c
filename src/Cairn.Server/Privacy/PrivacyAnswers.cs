using System.Text.Json;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Steps;
using Cairn.Workspace.Privacy;

namespace Cairn.Server.Privacy;

/// <summary>What a project does with personal data.</summary>
/// <param name="Detectors">Every detector with off, drop, mask or hash.</param>
/// <param name="IsDefault">Nobody has chosen yet.</param>
/// <param name="UpdatedBy">Null: nobody has chosen yet.</param>
internal sealed record RedactionAnswer(
    IReadOnlyDictionary<string, string> Detectors,
    bool DistinctIds,
    IReadOnlyList<DenyText> Deny,
    IReadOnlyList<AllowText> Allow,
    bool IsDefault,
    string? UpdatedBy,
    DateTimeOffset? UpdatedAt
)
{
    public static RedactionAnswer Of(PrivacyRow row)
    {
        var policy = PolicyText.Of(PolicyJson.Read(row.Redaction));
        return new(
            policy.Detectors,
            policy.DistinctIds,
            policy.Deny,
            policy.Allow,
            row.Redaction is null,
            row.RedactionUpdatedBy,
            row.RedactionUpdatedAt
        );
    }
}

/// <summary>What a project does about consent.</summary>
/// <param name="Signals">About requests with DNT: 1 or Sec-GPC: 1: ignore, withhold (refused with consent_withheld) or cookieless (stored without identity).</param>
/// <param name="CookielessIds">Whether clients may send $cookieless as distinct id.</param>
internal sealed record ConsentAnswer(string Signals, bool CookielessIds, string? UpdatedBy, DateTimeOffset? UpdatedAt)
{
    public static ConsentAnswer Of(PrivacyRow row) => new(row.OptoutSignals, row.CookielessIds, row.ConsentUpdatedBy, row.ConsentUpdatedAt);
}

/// <summary>Consent as it is sent, for the documentation.</summary>
internal sealed record ConsentBody(string Signals, bool CookielessIds);

/// <summary>How often, by UTC day; days without any are absent.</summary>
/// <param name="Days">How many days back, today included.</param>
internal sealed record RedactionCountsAnswer(int Days, IReadOnlyList<RedactionCount> Items);

/// <summary>An event to try, for the documentation.</summary>
/// <param name="Policy">To try before it is saved; left out: the project's own.</param>
internal sealed record RedactionPreviewBody(JsonElement Event, RedactionBody? Policy = null);

/// <summary>What would be stored of an event.</summary>
/// <param name="Event">Null when it would be refused.</param>
/// <param name="Rejected">Why it would be refused; null: it would not.</param>
internal sealed record RedactionPreviewAnswer(
    PreviewedEvent? Event,
    IReadOnlyList<PreviewedRedaction> Redactions,
    PreviewedRejection? Rejected
)
{
    public static RedactionPreviewAnswer Of(StepsVerdict verdict) =>
        new(
            verdict.Event is { } e ? PreviewedEvent.Of(e) : null,
            [.. verdict.Redactions.Select(r => new PreviewedRedaction(r.Property, r.Detector.Word(), r.Action.Word()))],
            verdict.Rejection is { } rejection ? new PreviewedRejection(rejection.Reason.Code(), rejection.Message) : null
        );
}

internal sealed record PreviewedRedaction(string Property, string Detector, string Action);

internal sealed record PreviewedRejection(string Code, string Message);

internal sealed record PreviewedEvent(
    string Event,
    string DistinctId,
    string SessionId,
    IReadOnlyDictionary<string, string> Groups,
    JsonElement Properties,
    JsonElement? Set,
    JsonElement? SetOnce
)
{
    public static PreviewedEvent Of(Event e) =>
        new(
            e.Name,
            e.DistinctId,
            e.SessionId,
            e.Groups.ToDictionary(g => g.Type, g => g.Key),
            Json(e.Properties),
            e.Set.IsEmpty ? null : Json(e.Set),
            e.SetOnce.IsEmpty ? null : Json(e.SetOnce)
        );

    private static JsonElement Json(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
