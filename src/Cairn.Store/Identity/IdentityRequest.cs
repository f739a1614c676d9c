using System.Text.Json;
using Cairn.Events;

namespace Cairn.Store.Identity;

/// <summary>What asked for two ids to be one person, or for that to be taken back.</summary>
public enum IdentityKind
{
    Identify = 1,
    Alias = 2,
    Merge = 3,
    Undo = 4,
}

/// <summary>What came of it.</summary>
public enum IdentityOutcome
{
    Merged = 1,
    AlreadyOne = 2,
    RefusedIdentified = 3,
    RefusedPlaceholder = 4,
    Identified = 5,
    Undone = 6,
    RefusedUnknown = 7,
}

/// <summary>A wish to join <paramref name="From"/> to <paramref name="Into"/>, whose id the joined person keeps.</summary>
/// <param name="From">Empty for an identify that names no earlier id.</param>
/// <param name="Undoes">For <see cref="IdentityKind.Undo"/>: the sequence of the merge to take back; else 0.</param>
public sealed record IdentityRequest(IdentityKind Kind, string From, string Into, ulong Undoes)
{
    /// <summary>The wish an event carries; null for events that carry none.</summary>
    public static IdentityRequest? Of(Event e)
    {
        if (e.Command is { } command)
            return new(command.Undoes > 0 ? IdentityKind.Undo : IdentityKind.Merge, command.From, command.Into, command.Undoes);
        return e.Name switch
        {
            EventNames.Identify => new(IdentityKind.Identify, Text(e.Properties, "$anon_distinct_id"), e.DistinctId, 0),
            EventNames.Alias when Text(e.Properties, "alias") is { Length: > 0 } alias => new(IdentityKind.Alias, alias, e.DistinctId, 0),
            _ => null,
        };
    }

    /// <summary>Ids longer than a distinct id may be are no ids.</summary>
    private static string Text(ReadOnlyMemory<byte> properties, string name)
    {
        using var document = JsonDocument.Parse(properties);
        if (!document.RootElement.TryGetProperty(name, out var value))
            return "";
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Length <= 400 ? text : "";
    }
}
