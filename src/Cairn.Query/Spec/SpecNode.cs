using System.Text.Json;

namespace Cairn.Query.Spec;

/// <summary>A place in a question's JSON: the value, its pointer, and where faults go. Every reader reports what is wrong and goes on with a
/// harmless value, so that one answer lists every fault.</summary>
/// <param name="Pointer">RFC 6901; empty for the whole body.</param>
public readonly record struct SpecNode(JsonElement Element, string Pointer, SpecErrors Errors)
{
    public JsonValueKind Kind => Element.ValueKind;

    /// <summary>The fields of an object. Unknown and doubled fields are faults; null when it is no object.</summary>
    public SpecObject? Object(params IReadOnlyList<string> known)
    {
        if (Kind != JsonValueKind.Object)
        {
            Fault("wrong_type", $"This must be an object, not {Name(Kind)}.");
            return null;
        }

        var fields = new Dictionary<string, SpecNode>();
        foreach (var field in Element.EnumerateObject())
        {
            var node = new SpecNode(field.Value, Pointer + "/" + Escape(field.Name), Errors);
            if (!known.Contains(field.Name))
                node.Fault(
                    "unknown_field",
                    $"There is no field \"{Shorten(field.Name)}\" here.{DidYouMean.Hint(field.Name, known)} Known fields: {string.Join(", ", known)}."
                );
            else if (!fields.TryAdd(field.Name, node))
                node.Fault("duplicate_field", $"The field \"{field.Name}\" stands here twice.");
        }

        return new SpecObject(this, fields);
    }

    /// <summary>The entries of a list; empty when it is none.</summary>
    public IReadOnlyList<SpecNode> List(int min, int max)
    {
        if (Kind != JsonValueKind.Array)
        {
            Fault("wrong_type", $"This must be a list, not {Name(Kind)}.");
            return [];
        }

        var length = Element.GetArrayLength();
        if (length < min)
            Fault("too_few", $"At least {min} must stand here.");
        if (length > max)
            Fault("too_many", $"At most {max} may stand here, not {length}.");
        var (pointer, errors) = (Pointer, Errors);
        return [.. Element.EnumerateArray().Take(max).Select((e, i) => new SpecNode(e, $"{pointer}/{i}", errors))];
    }

    /// <summary>A text of <paramref name="min"/>..<paramref name="max"/> characters; empty when it is none.</summary>
    public string Text(int min, int max)
    {
        if (Kind != JsonValueKind.String)
        {
            Fault("wrong_type", $"This must be a text, not {Name(Kind)}.");
            return "";
        }

        var text = Element.GetString()!;
        if (text.Length < min || text.Length > max)
            Fault("wrong_length", $"This must have {min} to {max} characters.");
        else if (text.Contains('\0'))
            Fault("invalid_value", "This must not contain a NUL character.");
        return text;
    }

    /// <summary>A whole number in min..max, ends included; <paramref name="min"/> when it is none.</summary>
    public int Whole(int min, int max)
    {
        if (Kind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= min && value <= max)
            return value;
        Fault("invalid_value", $"This must be a whole number from {min} to {max}.");
        return min;
    }

    /// <summary>True or false; false when it is neither.</summary>
    public bool Flag()
    {
        if (Kind is not (JsonValueKind.True or JsonValueKind.False))
            Fault("wrong_type", $"This must be true or false, not {Name(Kind)}.");
        return Kind == JsonValueKind.True;
    }

    /// <summary>One of the words; the first when it is none of them.</summary>
    public T Word<T>(IReadOnlyDictionary<string, T> words)
    {
        var text = Kind == JsonValueKind.String ? Element.GetString()! : "";
        if (words.TryGetValue(text, out var value))
            return value;
        var given = Kind == JsonValueKind.String ? $"\"{Shorten(text)}\"" : Name(Kind);
        Fault("unknown_value", $"{given} is not known here.{DidYouMean.Hint(text, words.Keys)} Known: {string.Join(", ", words.Keys)}.");
        return words.Values.First();
    }

    public void Fault(string code, string message) => Errors.Add(Pointer, code, message);

    internal static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    internal static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Name(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "null",
        };
}

/// <summary>The known fields of an object in a question. A field that is null counts as absent.</summary>
public sealed class SpecObject(SpecNode node, IReadOnlyDictionary<string, SpecNode> fields)
{
    public SpecNode Node => node;

    public SpecNode? this[string name] =>
        fields.TryGetValue(name, out var field) && field.Kind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? field : null;

    /// <summary>Whether the field stands there at all, be it null.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>The field; its absence is a fault.</summary>
    public SpecNode? Required(string name)
    {
        var field = this[name];
        if (field is null)
            node.Errors.Add($"{node.Pointer}/{SpecNode.Escape(name)}", "required", $"The field \"{name}\" is required.");
        return field;
    }
}
