using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cairn.Ingest.Import;

/// <summary>Turns rows of one file into events as a client would send them. Pure.</summary>
internal sealed class RowToEvent : IReadRows
{
    private static readonly string[] _ids = ["event_id", "id", "uuid", "insert_id"];
    private static readonly string[] _names = ["event", "event_name", "event_type", "name", "action"];
    private static readonly string[] _people =
    [
        "distinct_id",
        "user_id",
        "userid",
        "person_id",
        "customer_id",
        "visitor_id",
        "anonymous_id",
    ];
    private static readonly string[] _sessions = ["session_id", "sessionid"];
    private static readonly string[] _times =
    [
        "timestamp",
        "event_time",
        "time",
        "occurred_at",
        "event_timestamp",
        "ts",
        "started_at",
        "start_time",
        "session_start",
        "signup_date",
        "signed_up_at",
        "created_at",
        "date",
    ];

    /// <summary>What every file of Cairn's own has: an export of events, an archive.</summary>
    private static readonly string[] _own = ["id", "event", "distinct_id", "person_id", "timestamp", "received_at", "groups", "properties"];

    private readonly ImportMapping _mapping;
    private readonly IReadOnlyList<string> _columns;
    private readonly bool _isOwn;
    private readonly string _fileHash;
    private readonly TimeZoneInfo _zone;
    private readonly string? _id,
        _event,
        _person,
        _session,
        _time;
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _set;
    private readonly HashSet<string> _setOnce;

    /// <param name="columns">Of the file; those of NDJSON are the fields of its first line.</param>
    /// <param name="fileHash">Ids of rows without one are made of it and the row's number, so that the same file again is the same events.</param>
    public RowToEvent(ImportMapping mapping, IReadOnlyList<string> columns, string fileHash)
    {
        (_mapping, _columns, _fileHash) = (mapping, columns, fileHash);
        _isOwn = mapping is { Shape: ImportShape.Events, Properties: null, Groups: null } && _own.All(columns.Contains);
        _zone = mapping.Timezone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc;
        _id = mapping.Id ?? (mapping.Shape == ImportShape.Events ? Guess(_ids) : null);
        _event = mapping.Event ?? (mapping.Shape == ImportShape.Events && mapping.EventName is null ? Guess(_names) : null);
        _person = mapping.DistinctId ?? Guess(mapping.Shape == ImportShape.Users ? [.. _people, "id"] : _people);
        _session = mapping.SessionId ?? (mapping.Shape == ImportShape.Users ? null : Guess(_sessions) ?? (_isOwn ? "session_id" : null));
        _time = mapping.Timestamp ?? Guess(_times);
        _setOnce = [.. mapping.SetOnce ?? []];
        _taken =
        [
            .. new[] { _id, _event, _person, _session, mapping.Shape == ImportShape.Users ? null : _time }.OfType<string>(),
            .. mapping.Groups?.Values ?? [],
        ];
        _set =
        [
            .. mapping.Set ?? (mapping.Shape == ImportShape.Users ? columns.Where(c => !_taken.Contains(c) && !_setOnce.Contains(c)) : []),
        ];

        string? Guess(IEnumerable<string> names) =>
            names
                .Select(n => columns.FirstOrDefault(c => c.Equals(n, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(c => c is not null);
    }

    /// <summary>What the mapping names and the file does not have; empty when it fits.</summary>
    private IReadOnlyList<string> Missing(IReadOnlyList<string> columns) =>
        [
            .. new[] { _mapping.Id, _mapping.Event, _mapping.DistinctId, _mapping.Timestamp, _mapping.SessionId }
                .OfType<string>()
                .Concat(_mapping.Groups?.Values ?? [])
                .Concat(_mapping.Properties ?? [])
                .Concat(_mapping.Set ?? [])
                .Concat(_mapping.SetOnce ?? [])
                .Where(c => !columns.Contains(c))
                .Distinct(),
        ];

    public IReadOnlyList<MappedField> Mapping =>
        [
            .. new[] { (_id, "id"), (_event, "event"), (_person, "distinct_id"), (_session, "session_id"), (_time, "timestamp") }
                .Where(m => m.Item1 is not null)
                .Select(m => new MappedField(m.Item1!, m.Item2)),
            .. _isOwn
                ? [new("groups", "groups"), new("properties", "properties")]
                : (_mapping.Groups ?? new Dictionary<string, string>()).Select(g => new MappedField(g.Value, $"groups.{g.Key}")),
            .. _set.Select(c => new MappedField(c, $"set.{c}")),
            .. _setOnce.Select(c => new MappedField(c, $"set_once.{c}")),
            .. _isOwn ? [] : _columns.Where(c => c.Length > 0 && IsProperty(c)).Select(c => new MappedField(c, $"properties.{c}")),
        ];

    public string? Unfit(IReadOnlyList<string> columns) =>
        Missing(columns) is { Count: > 0 } missing
            ? $"The file has no column {string.Join(", ", missing)}. It has: {string.Join(", ", columns)}."
            : null;

    public RowReading Read(ImportRow row) => new([new RowEvent(Map(row), facts => facts)]);

    /// <summary>The event's JSON.</summary>
    private byte[] Map(ImportRow row)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("id", IdOf(row));
            Put(
                json,
                "event",
                _event is null ? null : row[_event],
                _mapping.EventName
                    ?? (
                        _mapping.Shape == ImportShape.Users ? "$set"
                        : _mapping.Shape == ImportShape.Sessions ? "session_start"
                        : null
                    )
            );
            Put(json, "distinct_id", _person is null ? null : row[_person], null);
            Put(json, "session_id", _session is null ? null : row[_session], null);
            if (_time is not null && row[_time] is { IsEmpty: false } time)
                Time(json, time);
            if (_isOwn)
                WriteOwn(json, row);
            else
            {
                WriteGroups(json, row);
                WriteObject(json, "properties", row, IsProperty);
            }

            WriteObject(json, "set", row, _set.Contains);
            WriteObject(json, "set_once", row, _setOnce.Contains);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private bool IsProperty(string column) =>
        _mapping.Properties?.Contains(column) ?? (!_taken.Contains(column) && !_set.Contains(column) && !_setOnce.Contains(column));

    /// <summary>A UUID of the row's own, or one made of its id, or of file and row number: the same row is always the same event.</summary>
    private string IdOf(ImportRow row)
    {
        var own = _id is null ? "" : row[_id].AsText;
        if (Guid.TryParse(own, out var uuid) && uuid != Guid.Empty)
            return uuid.ToString("D");
        var seed =
            own.Length > 0
                ? "id\n" + own
                : string.Create(CultureInfo.InvariantCulture, $"row\n{_fileHash}\n{_mapping.Shape}\n{row.Number}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16).ToArray();
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x80), (byte)((hash[8] & 0x3F) | 0x80)); // version 8: of one's own making
        return new Guid(hash, bigEndian: true).ToString("D");
    }

    private static void Put(Utf8JsonWriter json, string name, ImportCell? cell, string? otherwise)
    {
        var text = cell is { IsEmpty: false } given ? given.AsText : otherwise;
        if (text is not null)
            json.WriteString(name, text);
    }

    /// <summary>A clock's time without an offset is that of the zone; anything else is left to the step that reads times.</summary>
    private void Time(Utf8JsonWriter json, ImportCell cell)
    {
        var text = cell.AsText.Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            json.WritePropertyName("timestamp");
            json.WriteRawValue(text);
        }
        else if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
            json.WriteString("timestamp", text);
        else if (time.Kind == DateTimeKind.Utc)
            json.WriteString("timestamp", new DateTimeOffset(time, TimeSpan.Zero));
        else
            json.WriteString("timestamp", new DateTimeOffset(time, _zone.GetUtcOffset(time)).ToUniversalTime());
    }

    /// <summary>Groups and properties are objects already, or the text of one; the person and the time of receipt are found anew.</summary>
    private static void WriteOwn(Utf8JsonWriter json, ImportRow row)
    {
        foreach (var name in (string[])["groups", "properties"])
            if (row[name] is { IsEmpty: false } cell)
            {
                json.WritePropertyName(name);
                cell.WriteTo(json, ImportType.Json);
            }
    }

    private void WriteGroups(Utf8JsonWriter json, ImportRow row)
    {
        if (_mapping.Groups is not { Count: > 0 } groups)
            return;
        json.WriteStartObject("groups");
        foreach (var (type, column) in groups)
            Put(json, type, row[column], null);
        json.WriteEndObject();
    }

    private void WriteObject(Utf8JsonWriter json, string name, ImportRow row, Func<string, bool> belongs)
    {
        json.WriteStartObject(name);
        foreach (var (column, cell) in row.Cells)
            if (column.Length > 0 && belongs(column) && !cell.IsEmpty)
            {
                json.WritePropertyName(column);
                cell.WriteTo(json, _mapping.Types?.TryGetValue(column, out var type) == true ? type : null);
            }

        json.WriteEndObject();
    }
}
