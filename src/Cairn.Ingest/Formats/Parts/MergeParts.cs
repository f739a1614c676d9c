using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Parts;

/// <summary>Part of an event, after the steps and encrypted where the project wants that.</summary>
internal readonly record struct Part(Event Event, PartFacts Facts);

/// <summary>Makes one event of its parts, in whatever order they came.</summary>
internal static class MergeParts
{
    /// <summary>Whether something is still to be expected.</summary>
    public static bool AreWhole(IReadOnlyList<Part> parts) => parts.Any(p => p.Facts.HasBeginning) && parts.Any(p => p.Facts.HasEnd);

    /// <param name="parts">At least one.</param>
    public static Event Run(IReadOnlyList<Part> parts)
    {
        var ordered = parts.OrderBy(p => p.Facts.SaidAt).ToList();
        var first = ordered.Find(p => p.Facts.HasBeginning) is { Event: not null } created ? created : ordered[0];
        var owner = ordered.FindLast(p => !p.Facts.IsUnderItsTrace) is { Event: not null } known ? known : first;
        var began = Last(ordered, f => f.Began);
        var properties = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var part in ordered)
            Add(properties, part.Event.Properties);
        Derive(properties, began, Last(ordered, f => f.Ended), Last(ordered, f => f.FirstToken));
        return first.Event with
        {
            HasClientId = true,
            DistinctId = owner.Event.DistinctId,
            SessionId = ordered.Select(p => p.Event.SessionId).LastOrDefault(s => s.Length > 0, ""),
            Timestamp = began is null ? ordered.Min(p => p.Event.Timestamp) : ordered.Last(p => p.Facts.Began is not null).Event.Timestamp,
            ReceivedAt = ordered.Max(p => p.Event.ReceivedAt),
            Groups = [],
            Properties = Write(properties),
        };
    }

    private static DateTimeOffset? Last(List<Part> parts, Func<PartFacts, DateTimeOffset?> of) =>
        parts.Select(p => of(p.Facts)).LastOrDefault(t => t is not null);

    /// <summary>What needs a beginning and an end.</summary>
    private static void Derive(
        Dictionary<string, ReadOnlyMemory<byte>> properties,
        DateTimeOffset? began,
        DateTimeOffset? ended,
        DateTimeOffset? firstToken
    )
    {
        if (ended >= began)
            properties.TryAdd("$ai_latency", Seconds(ended.Value - began!.Value));
        if (firstToken >= began)
            properties.TryAdd("$ai_time_to_first_token", Seconds(firstToken.Value - began!.Value));
        properties.TryAdd("$ai_is_error", "false"u8.ToArray());
    }

    private static byte[] Seconds(TimeSpan time) => Encoding.ASCII.GetBytes(time.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));

    private static void Add(Dictionary<string, ReadOnlyMemory<byte>> properties, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            if (!isNull)
                properties[name] = json[start..(int)reader.BytesConsumed];
        }
    }

    private static ReadOnlyMemory<byte> Write(Dictionary<string, ReadOnlyMemory<byte>> properties)
    {
        var output = new ArrayBufferWriter<byte>(512);
        var separator = "{"u8;
        foreach (var (name, value) in properties)
        {
            output.Write(separator);
            output.Write(PropertyList.Quoted(name));
            output.Write(":"u8);
            output.Write(value.Span);
            separator = ","u8;
        }

        output.Write(properties.Count == 0 ? "{}"u8 : "}"u8);
        return output.WrittenMemory;
    }
}
