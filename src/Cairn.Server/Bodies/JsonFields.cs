using System.Text.Json;
using Cairn.Events;
using Cairn.Query.Spec;

namespace Cairn.Server.Bodies;

/// <summary>A JSON object from a request, read field by field. Every fault is kept with its pointer; nothing throws but broken JSON.</summary>
public sealed class JsonFields
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private readonly JsonElement _element;
    private readonly HashSet<string> _read = [];

    /// <summary>Of this object in the body: empty for the body itself.</summary>
    public string Pointer { get; }

    private JsonFields(JsonElement element, string pointer, List<InputError> errors)
    {
        (_element, Pointer, Errors) = (element, pointer, errors);
        if (element.ValueKind is not JsonValueKind.Object)
            errors.Add(new(pointer, "wrong_type", "This must be a JSON object."));
    }

    /// <summary>Every fault found so far, in this object and those in it.</summary>
    public List<InputError> Errors { get; }

    /// <exception cref="BadHttpRequestException">The body is too large, or not declared as JSON.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static async Task<JsonFields> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("The body is not declared as JSON.", StatusCodes.Status415UnsupportedMediaType);
        using var document = await ParseAsync(request.Body, _strict, cancellationToken);
        return new JsonFields(document.RootElement.Clone(), "", []);
    }

    /// <exception cref="JsonException">It is no JSON, or a text holds half a surrogate pair, which JSON can write and nobody can read.</exception>
    internal static async Task<JsonDocument> ParseAsync(Stream body, JsonDocumentOptions options, CancellationToken cancellationToken)
    {
        JsonDocument? document = null;
        try
        {
            document = await JsonDocument.ParseAsync(body, options, cancellationToken);
            SpecBody.ReadTexts(document.RootElement);
            return document;
        }
        catch (InvalidOperationException e)
        {
            document?.Dispose();
            throw new JsonException("A text in the body is no Unicode: half a surrogate pair stands alone.", e);
        }
    }

    public string? RequiredText(string name, int maxLength) => Text(name, maxLength, required: true);

    /// <summary>Null when absent, null in JSON, or at fault.</summary>
    public string? Text(string name, int maxLength) => Text(name, maxLength, required: false);

    public int? Whole(string name, int least, int most)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Fault(name, "out_of_range", $"This must be a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A list of different texts, none of them empty; empty when absent.</summary>
    public IReadOnlyList<string> Names(string name, int most, int maxLength)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind is not JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.String))
        {
            Fault(name, "wrong_type", "This must be a list of strings.");
            return [];
        }

        string[] names = [.. value.EnumerateArray().Select(item => item.GetString()!).Distinct()];
        if (names.Length > most)
            Fault(name, "too_many", $"This may have at most {most} entries.");
        foreach (var (i, text) in names.Index())
            if (text.Length == 0 || text.Length > maxLength || text.Contains('\0'))
                Errors.Add(
                    new($"{PointerTo(name)}/{i}", "wrong_length", $"This must have 1 to {maxLength} characters, and no NUL character.")
                );
        return names;
    }

    /// <summary>Whether the field is there at all; null in JSON counts.</summary>
    public bool Has(string name)
    {
        _read.Add(name);
        return _element.ValueKind is JsonValueKind.Object && _element.TryGetProperty(name, out _);
    }

    /// <summary>True or false; null when absent, null in JSON, or at fault.</summary>
    public bool? Flag(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Fault(name, "wrong_type", "This must be true or false.");
        return null;
    }

    /// <summary>ISO 8601 with an offset; null when absent, null in JSON, or at fault.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out var time) && HasOffset(value.GetString()!))
            return time.ToUniversalTime();
        Fault(name, "invalid_time", "This must be a time such as 2027-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>A list of texts; null when absent, null in JSON, or at fault.</summary>
    /// <param name="read">Each text as it is kept; null: it is at fault.</param>
    public IReadOnlyList<string>? Texts(string name, int maxCount, Func<string, string?> read, string fix)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > maxCount)
        {
            Fault(name, "wrong_type", $"This must be a list of at most {maxCount} strings.");
            return null;
        }
        var (texts, before) = (new List<string>(), Errors.Count);
        foreach (var (i, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind is JsonValueKind.String && item.GetString() is { } text && !text.Contains('\0') && read(text) is { } kept)
                texts.Add(kept);
            else
                Errors.Add(new($"{PointerTo(name)}/{i}", "invalid_entry", fix));
        }
        return Errors.Count == before ? [.. texts.Distinct(StringComparer.Ordinal)] : null;
    }

    private static bool HasOffset(string time) =>
        time.EndsWith('Z') || time.LastIndexOfAny(['+', '-']) > time.IndexOf('T', StringComparison.Ordinal);

    /// <summary>A list of objects; empty when absent or at fault.</summary>
    public IReadOnlyList<JsonFields> Objects(string name, int most)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() <= most)
            return [.. value.EnumerateArray().Select((item, i) => new JsonFields(item, $"{PointerTo(name)}/{i}", Errors))];
        Fault(name, value.ValueKind is JsonValueKind.Array ? "too_many" : "wrong_type", $"This must be a list of at most {most} objects.");
        return [];
    }

    /// <summary>An object of this name, or null when absent.</summary>
    public JsonFields? Object(string name) => Find(name) is { } value ? new JsonFields(value, PointerTo(name), Errors) : null;

    /// <summary>The whole of a JSON value as it was sent; null when absent.</summary>
    public JsonElement? Raw(string name) => Find(name);

    public JsonFields? RequiredObject(string name)
    {
        if (Find(name) is { } value)
            return new JsonFields(value, PointerTo(name), Errors);
        Fault(name, "required", "This field is missing.");
        return null;
    }

    /// <summary>An object as it stands, for who reads it elsewhere.</summary>
    public string? RequiredRaw(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Object } value)
            return value.GetRawText();
        Fault(name, "required", "This field is missing, or is no JSON object.");
        return null;
    }

    public void Fault(string name, string code, string message) => Errors.Add(new(PointerTo(name), code, message));

    /// <summary>Call when every known field was read: the others are faults, since they are probably misspelt.</summary>
    public void RefuseOthers()
    {
        if (_element.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var field in _element.EnumerateObject().Where(field => !_read.Contains(field.Name)))
            Fault(field.Name, "unknown_field", $"There is no such field here. Known are: {string.Join(", ", _read.Order())}.");
    }

    /// <summary>Whether there is no field at all.</summary>
    public bool IsEmpty => _element.ValueKind is JsonValueKind.Object && !_element.EnumerateObject().Any();

    private string? Text(string name, int maxLength, bool required)
    {
        if (Find(name) is not { } value)
        {
            if (required)
                Fault(name, "required", "This field is missing.");
            return null;
        }
        if (value.ValueKind is not JsonValueKind.String)
            Fault(name, "wrong_type", "This must be a string.");
        else if (value.GetString() is not { } text || text.Contains('\0'))
            Fault(name, "invalid_text", "This must not contain a NUL character.");
        else if (text.Length > maxLength)
            Fault(name, "too_long", $"This must have at most {maxLength} characters.");
        else if (required && text.Length == 0)
            Fault(name, "required", "This must not be empty.");
        else
            return text;
        return null;
    }

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return
            _element.ValueKind is JsonValueKind.Object
            && _element.TryGetProperty(name, out var value)
            && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;
    }

    private string PointerTo(string name) => $"{Pointer}/{name.Replace("~", "~0").Replace("/", "~1")}";
}
