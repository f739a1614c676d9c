using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Cairn.Ingest.Formats;

/// <summary>Names and values of a JSON object in the making. Values of a vendor's JSON are copied byte by byte: numbers keep their digits, half surrogates reach the
/// step that mends them. Of a name given twice both stand there; the last counts, as everywhere.</summary>
internal sealed class PropertyList
{
    private readonly ArrayBufferWriter<byte> _json = new(256);
    private readonly HashSet<string> _names = [];

    public bool IsEmpty => _names.Count == 0;

    public bool Has(string name) => _names.Contains(name);

    /// <summary>Nothing for null and for undefined.</summary>
    public void Add(string name, JsonElement? value)
    {
        if (value is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given)
            AddRaw(name, JsonMarshal.GetRawUtf8Value(given));
    }

    /// <summary>Nothing for null and the empty text.</summary>
    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            AddRaw(name, Quoted(value));
    }

    public void Add(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            AddRaw(name, Encoding.ASCII.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <summary>Nothing for an empty list.</summary>
    public void Add(string name, PropertyList value)
    {
        if (value.IsEmpty)
            return;
        var json = new ArrayBufferWriter<byte>(256);
        value.WriteTo(json);
        AddRaw(name, json.WrittenSpan);
    }

    public void Add(string name, bool value) => AddRaw(name, value ? "true"u8 : "false"u8);

    public void AddMissing(string name, JsonElement? value)
    {
        if (!Has(name))
            Add(name, value);
    }

    public void AddMissing(string name, string? value)
    {
        if (!Has(name))
            Add(name, value);
    }

    public void AddMissing(string name, double? value)
    {
        if (!Has(name))
            Add(name, value);
    }

    public void AddMissing(string name, bool isTrue)
    {
        if (!Has(name))
            Add(name, isTrue);
    }

    /// <summary>Every property of an object but nulls, which say nothing, and those of these names; nothing of what is no object.</summary>
    public void AddAll(JsonElement? value, Func<string, bool>? except = null)
    {
        if (value is not { ValueKind: JsonValueKind.Object } given)
            return;
        foreach (var property in given.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);
            var text = Encoding.UTF8.GetString(name);
            if (property.Value.ValueKind == JsonValueKind.Null || except?.Invoke(text) == true)
                continue;
            Begin(text);
            _json.Write("\""u8);
            _json.Write(name);
            _json.Write("\":"u8);
            _json.Write(JsonMarshal.GetRawUtf8Value(property.Value));
        }
    }

    /// <summary>The object.</summary>
    public void WriteTo(ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        output.Write(_json.WrittenSpan);
        output.Write("}"u8);
    }

    /// <summary>The object as text.</summary>
    public string Text() => "{" + Encoding.UTF8.GetString(_json.WrittenSpan) + "}";

    internal void AddRaw(string name, ReadOnlySpan<byte> json)
    {
        Begin(name);
        _json.Write(Quoted(name));
        _json.Write(":"u8);
        _json.Write(json);
    }

    internal static byte[] Quoted(string text) => JsonSerializer.SerializeToUtf8Bytes(text, JsonTexts.Plain);

    private void Begin(string name)
    {
        if (!IsEmpty)
            _json.Write(","u8);
        _names.Add(name);
    }
}
