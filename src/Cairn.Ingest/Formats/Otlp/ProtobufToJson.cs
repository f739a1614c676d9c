using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>An export request in protobuf as the same request in OTLP's JSON, so that one reader serves both. Fields that nothing here reads are left out.</summary>
internal static class ProtobufToJson
{
    /// <summary>Arrays and lists within each other; what lies deeper is left out.</summary>
    private const int MaxDepth = 10;

    private delegate void WriteField(Utf8JsonWriter json, int field, ref ProtobufReader message);

    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public static ReadOnlyMemory<byte> Run(ReadOnlySpan<byte> request)
    {
        var output = new ArrayBufferWriter<byte>((request.Length * 2) + 64);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true, Encoder = JsonTexts.Plain.Encoder }))
        {
            json.WriteStartObject();
            List(json, "resourceSpans", request, 1, ResourceSpans);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void ResourceSpans(Utf8JsonWriter json, ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }

            json.WriteStartObject("resource");
            List(json, "attributes", reader.ReadBytes(), 1, KeyValue);
            json.WriteEndObject();
        }

        List(json, "scopeSpans", message, 2, ScopeSpans);
    }

    private static void ScopeSpans(Utf8JsonWriter json, ReadOnlySpan<byte> message) => List(json, "spans", message, 2, Span);

    private static void Span(Utf8JsonWriter json, ReadOnlySpan<byte> message)
    {
        Fields(
            json,
            message,
            static (json, field, ref reader) =>
            {
                switch (field)
                {
                    case 1:
                        json.WriteString("traceId", Convert.ToHexStringLower(reader.ReadBytes()));
                        break;
                    case 2:
                        json.WriteString("spanId", Convert.ToHexStringLower(reader.ReadBytes()));
                        break;
                    case 4:
                        json.WriteString("parentSpanId", Convert.ToHexStringLower(reader.ReadBytes()));
                        break;
                    case 5:
                        json.WriteString("name", reader.ReadText());
                        break;
                    case 7:
                        json.WriteString("startTimeUnixNano", reader.ReadFixed64().ToString(CultureInfo.InvariantCulture));
                        break;
                    case 8:
                        json.WriteString("endTimeUnixNano", reader.ReadFixed64().ToString(CultureInfo.InvariantCulture));
                        break;
                    case 15:
                        json.WriteStartObject("status");
                        Fields(json, reader.ReadBytes(), Status);
                        json.WriteEndObject();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        );
        List(json, "attributes", message, 9, KeyValue);
        List(json, "events", message, 11, SpanEvent);
    }

    private static void Status(Utf8JsonWriter json, int field, ref ProtobufReader reader)
    {
        if (field == 2)
            json.WriteString("message", reader.ReadText());
        else if (field == 3)
            json.WriteNumber("code", reader.ReadVarint());
        else
            reader.Skip();
    }

    private static void SpanEvent(Utf8JsonWriter json, ReadOnlySpan<byte> message)
    {
        Fields(
            json,
            message,
            static (json, field, ref reader) =>
            {
                if (field == 2)
                    json.WriteString("name", reader.ReadText());
                else
                    reader.Skip();
            }
        );
        List(json, "attributes", message, 3, KeyValue);
    }

    private static void KeyValue(Utf8JsonWriter json, ReadOnlySpan<byte> message) => KeyValue(json, message, MaxDepth);

    private static void KeyValue(Utf8JsonWriter json, ReadOnlySpan<byte> message, int depth)
    {
        var reader = new ProtobufReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            if (field == 1)
            {
                json.WriteString("key", reader.ReadText());
            }
            else if (field == 2)
            {
                json.WriteStartObject("value");
                Value(json, reader.ReadBytes(), depth);
                json.WriteEndObject();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void Value(Utf8JsonWriter json, ReadOnlySpan<byte> message, int depth)
    {
        var reader = new ProtobufReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    json.WriteString("stringValue", reader.ReadText());
                    break;
                case 2:
                    json.WriteBoolean("boolValue", reader.ReadVarint() != 0);
                    break;
                case 3:
                    json.WriteString("intValue", unchecked((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture));
                    break;
                case 4 when reader.ReadDouble() is var number:
                    if (double.IsFinite(number))
                        json.WriteNumber("doubleValue", number);
                    break;
                case 5 when depth > 0:
                    json.WriteStartObject("arrayValue");
                    List(json, "values", reader.ReadBytes(), 1, (j, m) => Value(j, m, depth - 1));
                    json.WriteEndObject();
                    break;
                case 6 when depth > 0:
                    json.WriteStartObject("kvlistValue");
                    List(json, "values", reader.ReadBytes(), 1, (j, m) => KeyValue(j, m, depth - 1));
                    json.WriteEndObject();
                    break;
                default:
                    reader.Skip(); // bytes, too: nobody reads them
                    break;
            }
        }
    }

    private static void Fields(Utf8JsonWriter json, ReadOnlySpan<byte> message, WriteField write)
    {
        var reader = new ProtobufReader(message);
        while (reader.NextField() is > 0 and var field)
            write(json, field, ref reader);
    }

    /// <summary>Every message of a repeated field, as an array of objects.</summary>
    private static void List(
        Utf8JsonWriter json,
        string name,
        ReadOnlySpan<byte> message,
        int wanted,
        Action<Utf8JsonWriter, ReadOnlySpan<byte>> write
    )
    {
        json.WriteStartArray(name);
        var reader = new ProtobufReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            if (field != wanted)
            {
                reader.Skip();
                continue;
            }

            json.WriteStartObject();
            write(json, reader.ReadBytes());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
