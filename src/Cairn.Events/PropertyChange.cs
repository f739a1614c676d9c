using System.Text.Json;

namespace Cairn.Events;

/// <summary>A change of a person property that builds on the value it has: in <c>set</c>, an object with exactly one of these names, such as
/// <c>{"visits": {"$add": 1}}</c>. Changes take effect in the order in which they are received.</summary>
public static class PropertyChange
{
    /// <summary>A number is added; absent counts as 0. A value that is no number stays.</summary>
    public const string Add = "$add";

    /// <summary>Put at the end of the list; a list is put there element by element. A value that is no list becomes its first element.</summary>
    public const string Append = "$append";

    /// <summary>As <see cref="Append"/>, at the beginning.</summary>
    public const string Prepend = "$prepend";

    /// <summary>As <see cref="Append"/>, but for what is in the list already.</summary>
    public const string Union = "$union";

    /// <summary>Taken out of the list wherever it is. A value that is no list stays.</summary>
    public const string Remove = "$remove";

    public static bool Is(JsonElement value) => Of(value) is not null;

    /// <summary>Null: the value is to be set as it is.</summary>
    public static (string Operation, JsonElement Operand)? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        using var properties = value.EnumerateObject();
        if (!properties.MoveNext() || Known(properties.Current) is not { } operation)
            return null;
        var operand = properties.Current.Value;
        return properties.MoveNext() || operand.ValueKind == JsonValueKind.Null ? null : (operation, operand);
    }

    private static string? Known(JsonProperty property) =>
        property.NameEquals(Add) ? Add
        : property.NameEquals(Append) ? Append
        : property.NameEquals(Prepend) ? Prepend
        : property.NameEquals(Union) ? Union
        : property.NameEquals(Remove) ? Remove
        : null;
}
