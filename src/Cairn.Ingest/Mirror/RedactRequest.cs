using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace Cairn.Ingest.Mirror;

/// <summary>A value of a request after the project's redaction; null: it goes altogether.</summary>
internal delegate string? RedactValue(string name, string text);

/// <summary>Redacts every text of a request and makes plain JSON of its body.</summary>
internal static class RedactRequest
{
    private static readonly JsonWriterOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null when its body is no JSON in any form that is known: then it must not be sent.</returns>
    public static MirroredRequest? Run(MirroredRequest request, RedactValue redact)
    {
        var (bytes, problem) = BodyReader.UnpackBySight(request.Body, request.ContentEncoding);
        if (problem is not null)
            return null;
        var query = QueryHelpers.ParseQuery(request.Query);
        try
        {
            using var body = VendorBody.Read(bytes, query.TryGetValue("data", out var data) ? data.ToString() : null);
            if (body.Json.ValueKind is JsonValueKind.Undefined)
                return bytes.IsEmpty ? request with { Query = Query(request, redact, null) } : null;
            var json = Write(body.Json, redact);
            if (bytes.IsEmpty)
                return request with { Query = Query(request, redact, json) };
            return request with
            {
                Body = json,
                ContentEncoding = "",
                ContentType = "application/json",
                Query = Query(request, redact, null),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="data">What stands in the address in place of a body.</param>
    private static string Query(MirroredRequest request, RedactValue redact, byte[]? data)
    {
        var pairs = new List<string>();
        foreach (var (name, values) in QueryHelpers.ParseQuery(request.Query))
        {
            // How the body or the data was packed: it is no longer.
            if (name is "data" or "compression")
                continue;
            foreach (var value in values)
                if ((value == request.Named ? value : redact(name, value ?? "")) is { } kept)
                    pairs.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(kept)}");
        }

        if (data is not null)
            pairs.Add("data=" + Uri.EscapeDataString(Convert.ToBase64String(data)));
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private static byte[] Write(JsonElement json, RedactValue redact)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, _relaxed))
            Value(writer, json, "", redact);
        return output.WrittenSpan.ToArray();
    }

    private static void Value(Utf8JsonWriter writer, JsonElement json, string name, RedactValue redact)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject())
                    if (redact("", member.Name) is { } kept && Text(member.Value, member.Name, redact, out var text))
                    {
                        writer.WritePropertyName(kept);
                        Write(writer, member.Value, text, member.Name, redact);
                    }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    if (Text(item, name, redact, out var text))
                        Write(writer, item, text, name, redact);
                writer.WriteEndArray();
                break;
            default:
                if (Text(json, name, redact, out var only))
                    Write(writer, json, only, name, redact);
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json, string? text, string name, RedactValue redact)
    {
        if (text is not null)
            writer.WriteStringValue(text);
        else if (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            Value(writer, json, name, redact);
        else
            json.WriteTo(writer);
    }

    /// <param name="text">What stands instead of it; null: it stays as it is.</param>
    /// <returns>False: it goes.</returns>
    private static bool Text(JsonElement json, string name, RedactValue redact, out string? text)
    {
        text = null;
        if (json.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            return true;
        var raw = json.ValueKind is JsonValueKind.String ? json.GetString()! : json.GetRawText();
        var kept = redact(name, raw);
        if (json.ValueKind is JsonValueKind.String || kept != raw)
            text = kept;
        return kept is not null;
    }
}
