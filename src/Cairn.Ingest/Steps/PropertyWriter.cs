using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Cairn.Ingest.Steps;

/// <summary>Writes a JSON object in one pass over what the client sent: white space goes, half surrogate pairs become U+FFFD, numbers too large for
/// a double become strings; everything else stays as it was written. Remembers the values the later steps ask for, and takes what they add.</summary>
public sealed class PropertyWriter
{
    /// <summary>Objects and arrays within each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Bytes of one property name.</summary>
    public const int MaxNameBytes = 400;

    private static readonly JsonReaderOptions _options = new() { MaxDepth = MaxDepth + 1 };
    private readonly ArrayBufferWriter<byte> _output = new(512);
    private KnownValues _known;
    private uint _present;

    /// <summary>A null says nothing and is not kept.</summary>
    public bool OmitsNulls { get; init; }

    public bool IsEmpty => _output.WrittenCount == 0;

    /// <summary>The client's value of a property that the later steps care about; null when it sent none, or no string.</summary>
    public string? Known(KnownProperty property) => _known[(int)property];

    /// <summary>Whether the object has this property already.</summary>
    public bool Has(KnownProperty property) => (_present & (1u << (int)property)) != 0;

    /// <summary>Adds every member of a JSON object. Returns what is wrong with it as the end of a sentence, or null.</summary>
    public string? AddAll(ReadOnlySpan<byte> jsonObject)
    {
        var reader = new Utf8JsonReader(jsonObject, _options);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueSpan.Length > MaxNameBytes)
                    return "has a name longer than 400 bytes.";
                var known = reader.ValueIsEscaped
                    ? KnownProperties.IndexOf(Encoding.UTF8.GetBytes(Unescape(ref reader)))
                    : KnownProperties.IndexOf(reader.ValueSpan);
                if (known == (int)KnownProperty.Ip)
                {
                    // The address is used for the country and never stored.
                    reader.Read();
                    Remember(known, ref reader);
                    reader.Skip();
                    continue;
                }

                if (OmitsNulls && IsNullNext(reader))
                {
                    reader.Read();
                    continue;
                }

                Comma();
                WriteString(ref reader);
                Raw((byte)':');
                reader.Read();
                if (known >= 0)
                    Remember(known, ref reader);
                WriteValue(ref reader);
            }

            return null;
        }
        catch (JsonException)
        {
            return "is nested more than 32 deep.";
        }
    }

    /// <summary>Adds a text; the name must need no escaping.</summary>
    public void Add(ReadOnlySpan<byte> name, string value)
    {
        Name(name);
        Raw((byte)'"');
        _output.Write(JsonEncodedText.Encode(value).EncodedUtf8Bytes);
        Raw((byte)'"');
    }

    /// <summary>Adds true or false.</summary>
    public void Add(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        _output.Write(value ? "true"u8 : "false"u8);
    }

    /// <summary>Adds a null, which where nulls are not kept means something else.</summary>
    public void AddNull(string name)
    {
        Name(JsonEncodedText.Encode(name).EncodedUtf8Bytes);
        _output.Write("null"u8);
    }

    /// <summary>Adds a text under a known name unless the client sent that property itself, or <paramref name="value"/> is null or empty.</summary>
    public void AddMissing(KnownProperty property, string? value)
    {
        if (!string.IsNullOrEmpty(value) && !Has(property))
            Add(KnownProperties.Name(property), value);
    }

    /// <summary>The object's text.</summary>
    public ReadOnlyMemory<byte> ToObject()
    {
        var text = new byte[_output.WrittenCount + 2];
        text[0] = (byte)'{';
        _output.WrittenSpan.CopyTo(text.AsSpan(1));
        text[^1] = (byte)'}';
        return text;
    }

    private static bool IsNullNext(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;

    private void Remember(int known, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return; // null is "none": the server may fill it in
        _present |= 1u << known;
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= 4096)
            _known[known] = reader.ValueIsEscaped ? Unescape(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
    }

    private void WriteValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Raw((byte)'{');
                for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndObject; first = false)
                {
                    if (!first)
                        Raw((byte)',');
                    WriteString(ref reader);
                    Raw((byte)':');
                    reader.Read();
                    WriteValue(ref reader);
                }

                Raw((byte)'}');
                break;
            case JsonTokenType.StartArray:
                Raw((byte)'[');
                for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
                {
                    if (!first)
                        Raw((byte)',');
                    WriteValue(ref reader);
                }

                Raw((byte)']');
                break;
            case JsonTokenType.String:
                WriteString(ref reader);
                break;
            case JsonTokenType.Number when Utf8Parser.TryParse(reader.ValueSpan, out double number, out _) && !double.IsFinite(number):
                Raw((byte)'"');
                _output.Write(reader.ValueSpan);
                Raw((byte)'"');
                break;
            default:
                _output.Write(reader.ValueSpan);
                break;
        }
    }

    private void WriteString(ref Utf8JsonReader reader)
    {
        Raw((byte)'"');
        if (!reader.ValueIsEscaped)
            _output.Write(reader.ValueSpan);
        else
            _output.Write(JsonEncodedText.Encode(Unescape(ref reader)).EncodedUtf8Bytes);
        Raw((byte)'"');
    }

    private static string Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return HalfSurrogates.Replace(reader.ValueSpan);
        }
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        Comma();
        Raw((byte)'"');
        _output.Write(name);
        _output.Write("\":"u8);
    }

    private void Comma()
    {
        if (_output.WrittenCount > 0)
            Raw((byte)',');
    }

    private void Raw(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    [System.Runtime.CompilerServices.InlineArray(KnownProperties.Count)]
    private struct KnownValues
    {
        private string? _first;
    }
}
