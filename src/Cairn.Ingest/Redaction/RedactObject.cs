using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Redacts one JSON object without white space between its tokens. One that has nothing suspicious comes back after one look over all of it; else each value is looked at, and only where
/// something is found is anything written.</summary>
internal ref struct RedactObject
{
    private const int MostNameChars = 512;
    private readonly ReadOnlySpan<byte> _source;
    private readonly Redactor _redactor;
    private readonly PropertyScope _scope;
    private readonly string _prefix;
    private readonly bool _isAlias;
    private readonly List<Redaction> _redactions;
    private Stack<string>? _path;
    private MemoryStream? _output;
    private int _copied;

    /// <summary>For the text of one value at a time; none has more characters than the object has bytes.</summary>
    private char[]? _chars;

    private RedactObject(
        ReadOnlySpan<byte> source,
        Redactor redactor,
        PropertyScope scope,
        string prefix,
        bool isAlias,
        List<Redaction> redactions
    )
    {
        (_redactor, _scope, _prefix, _isAlias, _redactions) = (redactor, scope, prefix, isAlias, redactions);
        _source = source;
    }

    /// <param name="prefix">Stands before the names that are told, e.g. <c>set.</c></param>
    /// <param name="isAlias">The event is <c>$alias</c>: its property <c>alias</c> is an id.</param>
    /// <param name="redactions">Findings are added here.</param>
    /// <returns>The same memory when nothing was found.</returns>
    public static ReadOnlyMemory<byte> Run(
        ReadOnlyMemory<byte> json,
        Redactor redactor,
        PropertyScope scope,
        string prefix,
        bool isAlias,
        List<Redaction> redactions
    )
    {
        if (json.Length <= 2 || redactor.Passes(json.Span))
            return json;
        var walk = new RedactObject(json.Span, redactor, scope, prefix, isAlias, redactions);
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 64 });
        reader.Read();
        walk.Object(ref reader);
        if (walk._output is not { } output)
            return json;
        output.Write(json.Span[walk._copied..]);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    private readonly bool IsTop => _path is not { Count: > 0 };

    private void Object(scoped ref Utf8JsonReader reader)
    {
        Span<char> chars = stackalloc char[MostNameChars];
        var (isFirst, renamed) = (true, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var mark = (_output?.Length ?? 0, _copied);
            // A character takes a byte at the least.
            scoped ReadOnlySpan<char> name =
                reader.ValueSpan.Length <= MostNameChars ? chars[..reader.CopyString(chars)] : reader.GetString();
            var rule = RuleOf(name);
            var keeps = rule.IsAllowed || rule.Denied is not null || Name(name, start, (int)reader.BytesConsumed, ref renamed);
            reader.Read();
            if (!keeps)
                reader.Skip();
            else
                keeps = Member(ref reader, rule, name);
            if (keeps)
                isFirst = false;
            else
                Cut(start, (int)reader.BytesConsumed, isFirst, mark);
        }
    }

    private void Array(scoped ref Utf8JsonReader reader, NameRule rule, scoped ReadOnlySpan<char> name)
    {
        var isFirst = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var mark = (_output?.Length ?? 0, _copied);
            if (Value(ref reader, rule, name))
                isFirst = false;
            else
                Cut(start, (int)reader.BytesConsumed, isFirst, mark);
        }
    }

    private readonly NameRule RuleOf(scoped ReadOnlySpan<char> name)
    {
        if (IsTop)
            return _redactor.Names.Of(_scope, name);
        return _redactor.Names.Of(_scope, _redactor.Names.HasLists ? PathOf(name) : name);
    }

    /// <returns>False: the member goes.</returns>
    private bool Member(scoped ref Utf8JsonReader reader, NameRule rule, scoped ReadOnlySpan<char> name)
    {
        if (rule.Denied is { } action)
            return Whole(ref reader, Detector.Denied, action, name);
        if (rule.IsAllowed)
        {
            reader.Skip();
            return true;
        }

        if (IsTop && (rule.IsId || (_isAlias && name is "alias")))
            return Id(ref reader, name);
        if (rule.IsSecret && reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
            return Whole(ref reader, Detector.Secret, _redactor[Detector.Secret], name);
        return Value(ref reader, rule, name);
    }

    private bool Value(scoped ref Utf8JsonReader reader, NameRule rule, scoped ReadOnlySpan<char> name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text(ref reader, rule.Hint, name);
            case JsonTokenType.Number when reader.ValueSpan.Length >= FindNationalId.LeastDigits:
                return Text(ref reader, rule.Hint, name);
            case JsonTokenType.StartObject:
                (_path ??= new()).Push(name.ToString());
                Object(ref reader);
                _path.Pop();
                return true;
            case JsonTokenType.StartArray:
                Array(ref reader, rule, name);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Also numbers: a card number is often sent as one.</summary>
    private bool Text(scoped ref Utf8JsonReader reader, Hint hint, scoped ReadOnlySpan<char> name)
    {
        _chars ??= new char[_source.Length];
        var length =
            reader.TokenType is JsonTokenType.Number ? Encoding.UTF8.GetChars(reader.ValueSpan, _chars) : reader.CopyString(_chars);
        var text = _chars.AsSpan(0, length);
        if (!_redactor.Suspicion.Of(text) || _redactor.Redact(text, hint) is not { } redacted)
            return true;
        foreach (var detector in redacted.Detectors)
            Tell(name, detector, _redactor[detector]);
        if (redacted.IsWhole)
            return false;
        Replace(ref reader, redacted.Text);
        return true;
    }

    private bool Whole(scoped ref Utf8JsonReader reader, Detector detector, RedactionAction action, scoped ReadOnlySpan<char> name)
    {
        var start = (int)reader.TokenStartIndex;
        var text = reader.TokenType is JsonTokenType.String ? TextOf(ref reader) : null;
        if (text is "" || reader.TokenType is JsonTokenType.Null || (text is not null && Replacement.IsOne(text)))
            return true;
        if (text is null)
        {
            reader.Skip();
            text = Encoding.UTF8.GetString(_source[start..(int)reader.BytesConsumed]);
        }

        Tell(name, detector, action);
        if (action is RedactionAction.Drop)
            return false;
        Write(start, (int)reader.BytesConsumed, _redactor.Instead(detector, text, action));
        return true;
    }

    private bool Id(scoped ref Utf8JsonReader reader, scoped ReadOnlySpan<char> name)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || !_redactor.TreatsDistinctIds)
        {
            reader.Skip();
            return true;
        }

        if (_redactor.Id(TextOf(ref reader), out var detector) is { } hash)
        {
            Tell(name, detector, RedactionAction.Hash);
            Replace(ref reader, hash);
        }

        return true;
    }

    /// <summary>A name that is itself somebody's address: <c>{"recipients": {"jane@example.com": true}}</c>. A second one of a label gets a number, so that names stay different.</summary>
    /// <returns>False: the member goes.</returns>
    private bool Name(scoped ReadOnlySpan<char> name, int start, int end, scoped ref int renamed)
    {
        if (!_redactor.Suspicion.Of(name) || _redactor.Redact(name, Hint.None) is not { } redacted)
            return true;
        foreach (var detector in redacted.Detectors)
            Tell(redacted.IsWhole ? Replacement.Label(detector) : redacted.Text, detector, _redactor[detector]);
        if (redacted.IsWhole)
            return false;
        var isLabel = redacted.Text.Contains('[');
        Write(start, end - 1, isLabel && ++renamed > 1 ? $"{redacted.Text} {renamed}" : redacted.Text);
        return true;
    }

    private readonly void Tell(scoped ReadOnlySpan<char> name, Detector detector, RedactionAction action) =>
        _redactions.Add(new Redaction(_prefix + PathOf(name), detector, action));

    private readonly string PathOf(scoped ReadOnlySpan<char> name) =>
        IsTop ? name.ToString() : string.Join('.', _path!.Reverse()) + "." + name.ToString();

    private void Replace(scoped ref Utf8JsonReader reader, string text) =>
        Write((int)reader.TokenStartIndex, (int)reader.BytesConsumed, text);

    private void Write(int start, int end, string text)
    {
        _output ??= new MemoryStream(_source.Length + 64);
        _output.Write(_source[_copied..start]);
        _output.WriteByte((byte)'"');
        _output.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        _output.WriteByte((byte)'"');
        _copied = end;
    }

    /// <summary>Takes out [start, end) and the comma that parts it from its neighbour.</summary>
    /// <param name="mark">The output before anything of it was written.</param>
    private void Cut(int start, int end, bool isFirst, (long Length, int Copied) mark)
    {
        _output ??= new MemoryStream(_source.Length + 64);
        _output.SetLength(mark.Length);
        _output.Position = mark.Length;
        _copied = mark.Copied;
        if (!isFirst)
            start--;
        else if (_source[end] == ',')
            end++;
        _output.Write(_source[_copied..start]);
        _copied = end;
    }

    private static string TextOf(scoped ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!;
}
