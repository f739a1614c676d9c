using System.Net;
using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Tests;

/// <summary>Short ways to write what tests need.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static readonly ProjectId Project = new(1);

    public static readonly IngestSteps Steps = StepsWith(ProjectPrivacy.Default);

    public static IngestSteps StepsWith(
        ProjectPrivacy privacy,
        CountryLookup? countries = null,
        CookielessSalts? salts = null,
        NoteRedaction? note = null
    ) =>
        new(countries ?? new CountryLookup(null), _ => privacy, note ?? ((_, _, _) => { }), salts ?? new CookielessSalts(new ManualTime()));

    public static Event Event(string name = "a", Guid? id = null, string properties = "{}", ProjectId? project = null) =>
        new()
        {
            Id = id ?? Guid.CreateVersion7(),
            HasClientId = id is not null,
            Project = project ?? Project,
            Name = name,
            DistinctId = "somebody",
            Timestamp = Now,
            ReceivedAt = Now,
            Properties = Encoding.UTF8.GetBytes(properties),
        };

    public static RequestFacts Request(string? userAgent = null, DateTimeOffset? sentAt = null, string? address = null) =>
        new(Project, Now, sentAt, userAgent, address is null ? null : IPAddress.Parse(address));

    /// <summary>Runs the steps over one event's JSON.</summary>
    public static (Event? Event, Rejection? Rejection) Run(string json, RequestFacts? request = null, IngestSteps? steps = null)
    {
        using var document = JsonDocument.Parse(json);
        var (e, rejection) = (steps ?? Steps).Run(document.RootElement, request ?? Request());
        return (e, rejection);
    }

    /// <summary>The event with <paramref name="fields"/> beside name and distinct id, accepted.</summary>
    public static Event Accepted(string fields, RequestFacts? request = null)
    {
        var (e, rejection) = Run($$"""{"event":"a","distinct_id":"u",{{fields}}}""", request);
        rejection.ShouldBeNull();
        return e!;
    }

    /// <summary>The code the event with <paramref name="fields"/> is refused with.</summary>
    public static string? Refused(string fields) => Run($$"""{"event":"a","distinct_id":"u",{{fields}}}""").Rejection?.Reason.Code();

    public static string Text(this ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    /// <summary>The text of a property; null when there is none.</summary>
    public static string? Property(this Event e, string name)
    {
        using var document = JsonDocument.Parse(e.Properties);
        return document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}
