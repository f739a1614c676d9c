using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Steps;

/// <summary>An event on its way through the steps: what the client wrote, and what has been read of it so far.</summary>
/// <param name="json">A JSON object; lives as long as the request.</param>
public sealed class IncomingEvent(JsonElement json, RequestFacts request)
{
    private ReadOnlyMemory<byte>? _propertiesObject;

    public JsonElement Json => json;

    public RequestFacts Request => request;

    public Guid Id { get; set; }

    public bool HasClientId { get; set; }

    public string Name { get; set; } = "";

    public string DistinctId { get; set; } = "";

    public DateTimeOffset Timestamp { get; set; }

    /// <summary>The time as sent is among the properties.</summary>
    public bool IsTimeAsSentKept { get; set; }

    public string SessionId { get; set; } = "";

    public IReadOnlyList<GroupRef> Groups { get; set; } = [];

    /// <summary>The normalised properties while they are being written; see <see cref="PropertyWriter"/>.</summary>
    public PropertyWriter Properties { get; } = new();

    /// <summary>The properties as a JSON object, once no step adds to <see cref="Properties"/> any more: the last steps change them as a whole.</summary>
    public ReadOnlyMemory<byte> PropertiesObject
    {
        get => _propertiesObject ??= Properties.ToObject();
        set => _propertiesObject = value;
    }

    /// <summary>What the redaction found; null when it found nothing.</summary>
    public List<Redaction.Redaction>? Redactions { get; set; }

    public ReadOnlyMemory<byte> Set { get; set; }

    public ReadOnlyMemory<byte> SetOnce { get; set; }

    /// <summary>The event as it goes into the spool. Call once, after every step agreed.</summary>
    public Event ToEvent() =>
        new()
        {
            Id = Id,
            HasClientId = HasClientId,
            Project = request.Project,
            Name = Name,
            DistinctId = DistinctId,
            Timestamp = Timestamp,
            ReceivedAt = request.ReceivedAt,
            SessionId = SessionId,
            Groups = Groups,
            Properties = PropertiesObject,
            Set = Set,
            SetOnce = SetOnce,
        };
}
