using System.Buffers;
using System.Text;
using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Sealing;

/// <summary>Which properties a project keeps encrypted, by name: whole values, first level only.</summary>
public sealed record EncryptedProperties(IReadOnlySet<string> OfEvents, IReadOnlySet<string> OfPersons)
{
    /// <summary>Names that carry who is who, or which group: encrypted they would mean nothing.</summary>
    public static readonly IReadOnlySet<string> Never = new HashSet<string>
    {
        "$anon_distinct_id",
        "alias",
        "distinct_id",
        "$group_type",
        "$group_key",
        "$group_set",
    };
}

/// <summary>What the project encrypts; null: nothing. Asked for every request, so it answers from memory.</summary>
public delegate EncryptedProperties? FindEncryptedProperties(ProjectId project);

/// <summary>The keys of these persons (a distinct id's own), made where there is none; durable when it returns.</summary>
/// <exception cref="PersonKeysUnavailableException">They cannot be read or made now.</exception>
public delegate Task<IReadOnlyDictionary<PersonId, PersonKey>> FindPersonKeys(
    ProjectId project,
    IReadOnlyCollection<PersonId> persons,
    CancellationToken cancellationToken
);

/// <summary>Values that must be encrypted cannot be: nothing of the request may be kept.</summary>
public sealed class PersonKeysUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Replaces the chosen values of events by sealed ones. Pure.</summary>
internal static class SealProperties
{
    public static bool Concerns(Event e, EncryptedProperties chosen) =>
        Has(e.Properties, chosen.OfEvents) || Has(e.Set, chosen.OfPersons) || Has(e.SetOnce, chosen.OfPersons);

    public static Event Seal(Event e, EncryptedProperties chosen, PersonKey key) =>
        e with
        {
            Properties = Rewrite(e.Properties, chosen.OfEvents, e.Project, key),
            Set = Rewrite(e.Set, chosen.OfPersons, e.Project, key),
            SetOnce = Rewrite(e.SetOnce, chosen.OfPersons, e.Project, key),
        };

    private static bool Has(ReadOnlyMemory<byte> json, IReadOnlySet<string> names)
    {
        if (json.IsEmpty || names.Count == 0)
            return false;
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isChosen = names.Contains(reader.GetString()!);
            reader.Read();
            if (isChosen && reader.TokenType != JsonTokenType.Null)
                return true;
            reader.Skip();
        }

        return false;
    }

    private static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> json, IReadOnlySet<string> names, ProjectId project, PersonKey key)
    {
        if (!Has(json, names))
            return json;
        var output = new ArrayBufferWriter<byte>(json.Length + 256);
        var source = json.Span;
        var copied = 0;
        var reader = new Utf8JsonReader(source);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isSealed = names.Contains(name) && reader.TokenType != JsonTokenType.Null;
            reader.Skip();
            if (!isSealed)
                continue;
            var end = (int)reader.BytesConsumed;
            output.Write(source[copied..start]);
            // Letters, digits, colons, dashes and underscores only: nothing to escape.
            output.Write(Encoding.ASCII.GetBytes("\"" + SealedValue.Seal(key, project, name, source[start..end]) + "\""));
            copied = end;
        }

        output.Write(source[copied..]);
        return output.WrittenMemory;
    }
}
