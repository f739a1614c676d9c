using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats;

/// <summary>What Mixpanel and Amplitude do to the properties of persons and groups: <c>{"$set": {…}, "$add": {…}}</c>. Of persons Cairn knows <c>set</c>, <c>set_once</c>,
/// <c>unset</c> and the changes of <see cref="PropertyChange"/>; what it does not know is kept as a property of the event, as it came.</summary>
/// <param name="setOnce">Null where it is not known.</param>
/// <param name="unset">Null where it is not known.</param>
/// <param name="kept">Takes the other operations.</param>
/// <param name="isOfPerson">Changes that build on the value before are known of persons only.</param>
internal sealed class PropertyOperations(
    PropertyList set,
    PropertyList? setOnce,
    ICollection<string>? unset,
    PropertyList kept,
    bool isOfPerson
)
{
    /// <summary>How many were kept as they came.</summary>
    public int Kept { get; private set; }

    /// <summary>For the count of what was passed over.</summary>
    public static IReadOnlyDictionary<string, int> Counted(int kept) =>
        kept == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["property_operation"] = kept };

    /// <param name="isOtherSet">Names that are no operation are set (Amplitude); else they are none of our business (Mixpanel).</param>
    /// <param name="isNothing">Of a name and its value: they say nothing.</param>
    public void Read(JsonElement? operations, bool isOtherSet, Func<string, JsonElement, bool>? isNothing = null)
    {
        if (operations is not { } all)
            return;
        foreach (var (operation, value) in all.Named())
        {
            if (isNothing?.Invoke(operation, value) == true)
                continue;
            bool IsNothing(string name) => value.Field(name) is { } given && isNothing?.Invoke(name, given) == true;
            switch (operation)
            {
                case "$set":
                    set.AddAll(value, IsNothing);
                    break;
                case "$set_once" or "$setOnce" when setOnce is not null:
                    setOnce.AddAll(value, IsNothing);
                    break;
                case "$unset" when unset is not null:
                    foreach (var name in Names(value))
                        unset.Add(name);
                    break;
                case "$add"
                or "$append"
                or "$prepend"
                or "$union"
                or "$remove"
                or "$postInsert" when isOfPerson && value.ValueKind == JsonValueKind.Object:
                    AddChanges(operation == "$postInsert" ? PropertyChange.Union : operation, value, IsNothing);
                    break;
                case "$set_once" or "$setOnce" or "$unset" or "$add" or "$append" or "$prepend" or "$union" or "$remove" or "$delete":
                case "$preInsert" or "$postInsert" or "$clearAll":
                    Kept++;
                    kept.Add(operation, value);
                    break;
                default:
                    if (isOtherSet)
                        set.Add(operation, value);
                    break;
            }
        }
    }

    /// <summary>Numbers that came as texts are numbers.</summary>
    private void AddChanges(string operation, JsonElement values, Func<string, bool> isNothing)
    {
        foreach (var (name, operand) in values.Named())
        {
            if (operand.ValueKind == JsonValueKind.Null || isNothing(name))
                continue;
            var change = new PropertyList();
            if (operation == PropertyChange.Add && operand.ValueKind == JsonValueKind.String)
                change.Add(operation, operand.AsNumber());
            else
                change.Add(operation, operand);
            if (!change.IsEmpty)
                set.Add(name, change);
        }
    }

    /// <summary>Of an array of names (Mixpanel), or an object whose values say nothing (Amplitude).</summary>
    public static IEnumerable<string> Names(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(n => n.AsText()).OfType<string>(),
            JsonValueKind.Object => value.Named().Select(p => p.Name),
            _ => [],
        };
}
