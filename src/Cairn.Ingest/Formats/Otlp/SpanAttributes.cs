using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>The attributes of a span or resource by name. Of a name given twice the last counts.</summary>
internal sealed class SpanAttributes
{
    /// <summary>Arrays and lists within each other; what lies deeper is left out.</summary>
    private const int MaxDepth = 10;

    private readonly Dictionary<string, JsonElement> _values = [];

    /// <param name="owner">What has <c>attributes</c>.</param>
    public SpanAttributes(JsonElement? owner)
    {
        if (owner is not { } given)
            return;
        foreach (var pair in given.Items("attributes"))
            if (pair.Text("key") is { } name && pair.Object("value") is { } value)
                _values[name] = value;
    }

    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The first of these that is a text or a number and not empty.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_values.TryGetValue(name, out var value) && Scalar(value)?.AsText() is { } text)
                return text;
        return null;
    }

    /// <summary>The first of these that is a number, or a text that is one.</summary>
    public double? Number(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_values.TryGetValue(name, out var value) && Scalar(value)?.AsNumber() is { } number)
                return number;
        return null;
    }

    /// <summary>A value as plain JSON; null when it has none, or is bytes.</summary>
    public byte[]? Json(string name)
    {
        if (!_values.TryGetValue(name, out var value))
            return null;
        var output = new ArrayBufferWriter<byte>(64);
        return Write(output, value, MaxDepth) ? output.WrittenSpan.ToArray() : null;
    }

    private static JsonElement? Scalar(JsonElement value) =>
        value.Field("stringValue") ?? value.Field("intValue") ?? value.Field("doubleValue") ?? value.Field("boolValue");

    /// <summary>False: nothing was written.</summary>
    private static bool Write(ArrayBufferWriter<byte> output, JsonElement value, int depth)
    {
        if (value.Field("intValue") is { } number)
        {
            // The standard writes 64-bit numbers as texts, some exporters do not.
            if (
                number.AsText() is not { } digits
                || !long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            )
                return false;
            output.Write(Encoding.ASCII.GetBytes(whole.ToString(CultureInfo.InvariantCulture)));
            return true;
        }

        if (Scalar(value) is { } scalar)
        {
            output.Write(JsonMarshal.GetRawUtf8Value(scalar));
            return true;
        }

        if (depth > 0 && value.Object("arrayValue") is { } array)
        {
            List(output, array, depth, '[', ']', (o, item, d) => Write(o, item, d));
            return true;
        }

        if (depth > 0 && value.Object("kvlistValue") is { } list)
        {
            List(output, list, depth, '{', '}', WritePair);
            return true;
        }

        return false;
    }

    private static bool WritePair(ArrayBufferWriter<byte> output, JsonElement pair, int depth)
    {
        if (pair.Text("key") is not { } key || pair.Object("value") is not { } value)
            return false;
        var written = new ArrayBufferWriter<byte>(32);
        if (!Write(written, value, depth))
            return false;
        output.Write(PropertyList.Quoted(key));
        output.Write(":"u8);
        output.Write(written.WrittenSpan);
        return true;
    }

    private static void List(
        ArrayBufferWriter<byte> output,
        JsonElement list,
        int depth,
        char open,
        char close,
        Func<ArrayBufferWriter<byte>, JsonElement, int, bool> write
    )
    {
        output.Write([(byte)open]);
        var isFirst = true;
        foreach (var item in list.Items("values"))
        {
            var written = new ArrayBufferWriter<byte>(32);
            if (!write(written, item, depth - 1))
                continue;
            if (!isFirst)
                output.Write(","u8);
            isFirst = false;
            output.Write(written.WrittenSpan);
        }

        output.Write([(byte)close]);
    }
}
