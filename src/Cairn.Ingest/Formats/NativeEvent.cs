using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Formats;

/// <summary>A vendor's event in Cairn's words, on its way to the steps. What it says wrongly (no distinct id, a name too long) the steps refuse.</summary>
/// <param name="format">The wire format's name; ids are unique within it.</param>
/// <param name="name">The native name.</param>
internal sealed class NativeEvent(string format, string name)
{
    private string? _timestamp;
    private DateTimeOffset? _at;

    public string Name => name;

    /// <summary>The event's id at the vendor: a UUID is taken as it is, of anything else one is made. Null: the event has none, and what is sent twice counts twice.</summary>
    public string? Id { get; set; }

    /// <summary>What makes <see cref="Id"/> unique where it is not by itself.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The vendor's name of the event, where Cairn's is another.</summary>
    public string? SourceEvent { get; set; }

    public string? DistinctId { get; set; }

    public string? SessionId { get; set; }

    /// <summary>The client's clock when it sent this.</summary>
    public DateTimeOffset? SentAt { get; set; }

    public PropertyList Groups { get; } = new();

    public PropertyList Properties { get; } = new();

    public PropertyList Set { get; } = new();

    public PropertyList SetOnce { get; } = new();

    /// <summary>Names of person properties to take away.</summary>
    public List<string> Unset { get; } = [];

    /// <summary>Its place in the vendor's request, from 0.</summary>
    public int Item { get; set; }

    /// <summary>The client did not send it: another event says so much.</summary>
    public bool IsImplied { get; private init; }

    /// <summary>A server's library sent it: the request's address and user agent are not the person's.</summary>
    public bool IsFromServer { get; set; }

    /// <summary>The protocol lets the client say that its address is not to be looked at.</summary>
    public bool IsAddressPassedOver { get; set; }

    /// <summary>The person's user agent where the protocol lets a server tell it.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The person's address where the protocol lets a server tell it. Never stored.</summary>
    public string? Address { get; set; }

    /// <summary>ISO 8601, or seconds or milliseconds since 1970. A time that cannot be read is kept as <c>$client_timestamp</c>, and the time of receipt counts.</summary>
    public void At(JsonElement? time)
    {
        if (time is not { } given)
            return;
        if (TimeSteps.Parse(given) is { } read)
            At(read);
        else
            Properties.Add("$client_timestamp", given);
    }

    public void At(DateTimeOffset time) => (_timestamp, _at) = (Iso(time), time);

    /// <summary>When it happened, where the event says so.</summary>
    public DateTimeOffset? Time => _at;

    /// <summary>What can be filled in only once the project and the sender are known. Called once.</summary>
    public Action<Sender>? Complete { get; set; }

    public bool HasTime => _timestamp is not null;

    /// <summary>The trace that may know whose event it is.</summary>
    public string? Trace { get; init; }

    /// <summary>Nobody knew whose it is: the trace's id stands for them.</summary>
    public bool IsUnderItsTrace { get; set; }

    /// <summary>Set when this is a part of an event that may come in several requests.</summary>
    public PartFacts? Part { get; init; }

    /// <summary>An event of the same person at the same time that this one implies.</summary>
    public NativeEvent Imply(string impliedName) =>
        new(format, impliedName)
        {
            _timestamp = _timestamp,
            _at = _at,
            SentAt = SentAt,
            DistinctId = DistinctId,
            Item = Item,
            IsFromServer = true,
            IsImplied = true,
        };

    /// <summary>The event as a client of Cairn would send it.</summary>
    public byte[] ToJson(ProjectId project)
    {
        if (SourceEvent is not null && SourceEvent != name)
            Properties.AddMissing("$source_event", SourceEvent);
        var all = new PropertyList();
        all.AddRaw("event", PropertyList.Quoted(name));
        all.Add("id", IdIn(project));
        all.Add("distinct_id", DistinctId);
        all.Add("session_id", SessionId);
        all.Add("timestamp", _timestamp);
        all.Add("sent_at", SentAt is { } sent ? Iso(sent) : null);
        all.Add("groups", Groups);
        all.Add("properties", Properties);
        all.Add("set", Set);
        all.Add("set_once", SetOnce);
        if (Unset.Count > 0)
            all.AddRaw("unset", JsonSerializer.SerializeToUtf8Bytes(Unset, JsonTexts.Plain));
        var json = new ArrayBufferWriter<byte>(512);
        all.WriteTo(json);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>What the steps may know of the request, seen through the protocol's eyes.</summary>
    public RequestFacts In(RequestFacts facts) =>
        facts with
        {
            IsFutureClamped = true,
            UserAgent = UserAgent ?? (IsFromServer ? null : facts.UserAgent),
            Address =
                Address is not null && IPAddress.TryParse(Address, out var address) ? address
                : IsFromServer || IsAddressPassedOver ? null
                : facts.Address,
        };

    private string? IdIn(ProjectId project)
    {
        if (string.IsNullOrEmpty(Id))
            return null;
        return Guid.TryParseExact(Id, "D", out var uuid) && uuid != Guid.Empty && Scope.Length == 0
            ? uuid.ToString("D")
            : StableId.Of(project, $"{format}\n{Id}\n{Scope}").ToString("D");
    }

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
