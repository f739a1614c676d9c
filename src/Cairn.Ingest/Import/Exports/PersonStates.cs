using System.Runtime.InteropServices;
using System.Text.Json;
using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Import.Exports;

/// <summary>Exports repeat all that is known of a person with every event. Only what is not as it was with the person's event before is news.</summary>
internal sealed class PersonStates
{
    /// <summary>So many persons are remembered; beyond, all are forgotten, and their next events say everything again.</summary>
    private const int Most = 200_000;

    private readonly Dictionary<string, int> _last = [];

    /// <summary>Lets the event set what is new; what it sets itself stays.</summary>
    public void Add(NativeEvent e, JsonElement? properties, Func<string, bool>? except = null)
    {
        if (e.DistinctId is not { } person || properties is not { ValueKind: JsonValueKind.Object } given)
            return;
        var hash = new HashCode();
        hash.AddBytes(JsonMarshal.GetRawUtf8Value(given));
        var state = hash.ToHashCode();
        if (_last.TryGetValue(person, out var last) && last == state)
            return;
        if (_last.Count >= Most)
            _last.Clear();
        _last[person] = state;
        e.Set.AddAll(given, name => e.Set.Has(name) || except?.Invoke(name) == true);
    }
}
