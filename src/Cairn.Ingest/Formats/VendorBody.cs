using System.Text;
using System.Text.Json;
using Cairn.Ingest.Wire;

namespace Cairn.Ingest.Formats;

/// <summary>A vendor's body, told by its bytes and never by its headers, which clients set to whatever needs no preflight: JSON, JSON lines, base64 of JSON, or a form
/// whose <c>data</c> is one of these.</summary>
/// <remarks>Owns the parsed document: dispose after the events are read.</remarks>
internal sealed class VendorBody : IDisposable
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };
    private readonly JsonDocument? _document;

    private VendorBody(ReadOnlyMemory<byte> bytes, JsonDocument? document, IReadOnlyDictionary<string, string> form) =>
        (Bytes, _document, Form) = (bytes, document, form);

    /// <summary>As unpacked.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The JSON; undefined when there is none. JSON lines are an array.</summary>
    public JsonElement Json => _document?.RootElement ?? default;

    /// <summary>The fields of a form; empty when it was none.</summary>
    public IReadOnlyDictionary<string, string> Form { get; }

    /// <summary>For bytes that are no text, such as protobuf.</summary>
    public static VendorBody Binary(ReadOnlyMemory<byte> bytes) => new(bytes, null, new Dictionary<string, string>());

    /// <param name="data">The address' <c>data</c>, of requests without a body.</param>
    /// <exception cref="JsonException">It is none of the forms; the message says where it breaks.</exception>
    public static VendorBody Read(ReadOnlyMemory<byte> bytes, string? data)
    {
        var text = Trim(bytes);
        if (text.IsEmpty)
            return new(bytes, data is null ? null : Value(data), new Dictionary<string, string>());
        if (text.Span[0] is (byte)'{' or (byte)'[')
            return new(bytes, JsonOrLines(text), new Dictionary<string, string>());
        if (IsForm(text.Span))
        {
            var form = ReadForm(Encoding.UTF8.GetString(text.Span));
            return new(bytes, form.TryGetValue("data", out var value) ? Value(value) : null, form);
        }

        return new(bytes, Value(Encoding.UTF8.GetString(text.Span)), new Dictionary<string, string>());
    }

    public void Dispose() => _document?.Dispose();

    /// <summary>With and without padding, in the alphabet of addresses too. A blank is a plus that a form decoder took for one: clients leave it as it is.</summary>
    public static bool TryBase64(string text, out byte[] bytes)
    {
        var plain = text.Trim().Replace(' ', '+').Replace('-', '+').Replace('_', '/').TrimEnd('=');
        bytes = new byte[(plain.Length * 3 / 4) + 3];
        var isSound = Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out var length);
        bytes = isSound ? bytes[..length] : [];
        return isSound;
    }

    /// <summary>JSON as it is, percent-encoded, or as base64, packed or not.</summary>
    private static JsonDocument Value(string value)
    {
        var start = value.TrimStart();
        if (start.StartsWith('{') || start.StartsWith('['))
            return JsonOrLines(Encoding.UTF8.GetBytes(value));
        if (!TryBase64(value, out var bytes))
            throw new JsonException("The body is neither JSON nor base64 of JSON.");
        var (unpacked, problem) = BodyReader.UnpackBySight(bytes, "");
        return problem is null ? JsonOrLines(Trim(unpacked)) : throw new JsonException(problem.Title);
    }

    private static JsonDocument JsonOrLines(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, _options);
        }
        catch (JsonException) when (AsArray(text) is { } lines)
        {
            return JsonDocument.Parse(lines, _options);
        }
    }

    /// <summary>Lines that each are a JSON object, as one array; null when there are no two lines.</summary>
    private static ReadOnlyMemory<byte>? AsArray(ReadOnlyMemory<byte> text)
    {
        var lines = Encoding.UTF8.GetString(text.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 1 && lines.All(l => l[0] == '{') ? Encoding.UTF8.GetBytes('[' + string.Join(',', lines) + ']') : null;
    }

    /// <summary>An equals sign that is not the end of base64.</summary>
    private static bool IsForm(ReadOnlySpan<byte> text)
    {
        var equals = text.IndexOf((byte)'=');
        return equals > 0 && !text[equals..].TrimEnd((byte)'=').IsEmpty;
    }

    private static Dictionary<string, string> ReadForm(string text)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            var value = pair[(equals + 1)..];
            // A plus is a blank in forms, but a plus in base64 that was put there without encoding: only JSON shows which it was.
            var kept = Uri.UnescapeDataString(value);
            form.TryAdd(
                Uri.UnescapeDataString(pair[..equals].Replace('+', ' ')),
                TryBase64(kept, out _) && kept.Contains('+', StringComparison.Ordinal)
                    ? kept
                    : Uri.UnescapeDataString(value.Replace('+', ' '))
            );
        }

        return form;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        return bytes.Trim(" \t\r\n\0"u8.ToArray());
    }
}
