using System.Globalization;
using System.Text.Json;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>A span as a request tells it.</summary>
/// <param name="TraceId">Lower-case hex; null: missing or all zero.</param>
/// <param name="SpanId">Lower-case hex; null: missing or all zero.</param>
/// <param name="ParentId">Null: the root of its trace.</param>
/// <param name="Resource">Of the process.</param>
internal sealed record OtlpSpan(
    string? TraceId,
    string? SpanId,
    string? ParentId,
    string Name,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    SpanAttributes Attributes,
    SpanAttributes Resource,
    JsonElement Json
)
{
    public static OtlpSpan Read(JsonElement json, SpanAttributes resource) =>
        new(
            Hex(json.Text("traceId"), 32),
            Hex(json.Text("spanId"), 16),
            Hex(json.Text("parentSpanId"), 16),
            json.Text("name") ?? "",
            Time(json.Text("startTimeUnixNano")),
            Time(json.Text("endTimeUnixNano")),
            new SpanAttributes(json),
            resource,
            json
        );

    /// <summary>Status 2.</summary>
    public bool IsError => Json.Object("status")?.Number("code") is 2 || Json.Object("status").Text("code") == "STATUS_CODE_ERROR";

    public string? StatusMessage => Json.Object("status").Text("message");

    /// <summary>The attributes of the span's first event of this name; null: none.</summary>
    public SpanAttributes? EventOf(string name)
    {
        foreach (var item in Json.Items("events"))
            if (item.Text("name") == name)
                return new SpanAttributes(item);
        return null;
    }

    /// <summary>The standard writes ids in hex; base64, as protobuf's own JSON has it, is understood.</summary>
    private static string? Hex(string? text, int length)
    {
        if (text is null)
            return null;
        var hex =
            text.Length == length && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant()
            : VendorBody.TryBase64(text, out var bytes) && bytes.Length * 2 == length ? Convert.ToHexStringLower(bytes)
            : null;
        return hex is null || hex.All(c => c == '0') ? null : hex;
    }

    /// <summary>Nanoseconds since 1970; 0 is none.</summary>
    private static DateTimeOffset? Time(string? nanoseconds) =>
        ulong.TryParse(nanoseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var since) && since is > 0 and <= long.MaxValue
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(since / 100))
            : null;
}
