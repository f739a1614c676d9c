using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Cairn.Events;
using Cairn.Ingest.Enrich;

namespace Cairn.Ingest.Steps;

/// <summary>What happens to every event between the wire and the spool, in this order. A step reads or adds to the event; a refusal is a value.</summary>
public sealed class IngestSteps
{
    /// <summary>Of one event's JSON text, in bytes.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    private readonly Func<IncomingEvent, Rejection?>[] _steps;

    public IngestSteps(CountryLookup countries)
    {
        _steps =
        [
            RequireObject,
            RequireSize,
            RequireUtf8,
            FieldSteps.ReadName,
            FieldSteps.RequireAllowedName,
            FieldSteps.ReadDistinctId,
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
        ];
    }

    /// <summary>The event ready for the spool, or why it is refused.</summary>
    public (Event? Event, Rejection? Rejection) Run(JsonElement json, RequestFacts request)
    {
        var incoming = new IncomingEvent(json, request);
        foreach (var step in _steps)
        {
            if (step(incoming) is { } rejection)
                return (null, rejection);
        }

        return (incoming.ToEvent(), null);
    }

    private static Rejection? RequireObject(IncomingEvent e) =>
        e.Json.ValueKind == JsonValueKind.Object ? null : new(DropReason.NotAnObject, "An event must be a JSON object.");

    private static Rejection? RequireSize(IncomingEvent e) =>
        JsonMarshal.GetRawUtf8Value(e.Json).Length <= MaxEventBytes
            ? null
            : new(DropReason.TooLarge, "The event is larger than 1 MiB; send less in properties.");

    private static Rejection? RequireUtf8(IncomingEvent e) =>
        Utf8.IsValid(JsonMarshal.GetRawUtf8Value(e.Json)) ? null : new(DropReason.InvalidUtf8, "The event is not valid UTF-8.");
}
