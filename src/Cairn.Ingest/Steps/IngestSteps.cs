using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Redaction;

namespace Cairn.Ingest.Steps;

/// <summary>What happens to every event between the wire and the spool, in this order. A step reads or adds to the event; a refusal is a value.</summary>
public sealed class IngestSteps
{
    /// <summary>Of one event's JSON text, in bytes.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    private readonly Func<IncomingEvent, Rejection?>[] _steps;

    private readonly NoteRedaction _note;
    private readonly RedactStep _redact;

    /// <param name="findPrivacy">Asked for every event, whatever way it came: no protocol can forget it.</param>
    public IngestSteps(
        CountryLookup countries,
        FindPrivacy findPrivacy,
        NoteRedaction note,
        CookielessSalts salts,
        IsErased? isErased = null
    )
    {
        _note = note;
        var privacy = new PrivacyOf(findPrivacy);
        _redact = new RedactStep(privacy);
        _steps =
        [
            RequireObject,
            RequireSize,
            RequireUtf8,
            FieldSteps.ReadName,
            FieldSteps.RequireAllowedName,
            FieldSteps.ReadDistinctId,
            new ErasedStep(isErased, findPrivacy).Refuse,
            FieldSteps.ReadId,
            TimeSteps.ReadTimestamp,
            TimeSteps.CorrectClock,
            TimeSteps.RequireInBounds,
            FieldSteps.ReadSessionId,
            FieldSteps.ReadGroups,
            PropertySteps.ReadProperties,
            PropertySteps.KeepUnknownFields,
            PropertySteps.ReadPersonProperties,
            DeviceStep.AddDevice,
            PageStep.AddPage,
            new CountryStep(countries).AddCountry,
            new ConsentStep(privacy, salts).Apply,
            _redact.Redact,
        ];
    }

    /// <summary>The event ready for the spool, or why it is refused.</summary>
    public StepsVerdict Run(JsonElement json, RequestFacts request)
    {
        var incoming = new IncomingEvent(json, request);
        foreach (var step in _steps)
        {
            if (step(incoming) is not { } rejection)
                continue;
            if (rejection.Reason is DropReason.ConsentWithheld && !request.IsRehearsal)
                _note(request.Project, "consent", "withheld");
            return new StepsVerdict(null, rejection, []);
        }

        if (incoming.Redactions is not { } redactions)
            return new StepsVerdict(incoming.ToEvent(), null, []);
        if (!request.IsRehearsal)
        {
            foreach (var redaction in redactions)
            {
                IngestMetrics.Redacted(redaction.Detector, redaction.Action);
                _note(request.Project, redaction.Detector.Word(), redaction.Action.Word());
            }
        }

        return new StepsVerdict(incoming.ToEvent(), null, redactions);
    }

    /// <summary>A text that is kept beside events, such as a refused row of an import.</summary>
    public string RedactText(ProjectId project, string text) => _redact.Text(project, text);

    /// <summary>A value of a request that is sent on.</summary>
    /// <returns>Null: it goes altogether.</returns>
    internal string? RedactValue(ProjectId project, string name, string text) => _redact.Value(project, name, text);

    private static Rejection? RequireObject(IncomingEvent e) =>
        e.Json.ValueKind == JsonValueKind.Object ? null : new(DropReason.NotAnObject, "An event must be a JSON object.");

    private static Rejection? RequireSize(IncomingEvent e) =>
        JsonMarshal.GetRawUtf8Value(e.Json).Length <= MaxEventBytes
            ? null
            : new(DropReason.TooLarge, "The event is larger than 1 MiB; send less in properties.");

    private static Rejection? RequireUtf8(IncomingEvent e) =>
        Utf8.IsValid(JsonMarshal.GetRawUtf8Value(e.Json)) ? null : new(DropReason.InvalidUtf8, "The event is not valid UTF-8.");
}

/// <summary>What came of one event.</summary>
/// <param name="Event">Ready for the spool; null when it is refused.</param>
/// <param name="Redactions">What was redacted in it; empty when nothing was.</param>
public readonly record struct StepsVerdict(Event? Event, Rejection? Rejection, IReadOnlyList<Redaction.Redaction> Redactions)
{
    public void Deconstruct(out Event? e, out Rejection? rejection) => (e, rejection) = (Event, Rejection);
}
