using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Steps;

/// <summary>The plain fields of an event: name, distinct id, id, session id, groups.</summary>
internal static class FieldSteps
{
    private const int MaxName = 200;
    private const int MaxDistinctId = 400;
    private const int MaxSessionId = 400;
    private const int MaxGroups = 50;

    public static Rejection? ReadName(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("event", out var value) || value.ValueKind != JsonValueKind.String || Text(value) is not { } name)
            return new(DropReason.InvalidEvent, "event is required and must be a string of 1 to 200 characters.");
        if (string.IsNullOrWhiteSpace(name) || IsLonger(name, MaxName))
            return new(DropReason.InvalidEvent, "event must have 1 to 200 characters and not be blank.");
        e.Name = name;
        return null;
    }

    public static Rejection? RequireAllowedName(IncomingEvent e) =>
        e.Request.AllowedEvents is not { } allowed || allowed.Allows(e.Name)
            ? null
            : new(
                DropReason.EventNotAllowed,
                "The key does not send this event. Settings → Keys and install shows and changes the names a key may send."
            );

    public static Rejection? ReadDistinctId(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("distinct_id", out var value) || TextOrNumber(value) is not { } distinctId)
            return new(DropReason.InvalidDistinctId, "distinct_id is required and must be a string of 1 to 400 characters.");
        if (string.IsNullOrWhiteSpace(distinctId) || IsLonger(distinctId, MaxDistinctId))
            return new(DropReason.InvalidDistinctId, "distinct_id must have 1 to 400 characters and not be blank.");
        e.DistinctId = distinctId;
        return null;
    }

    public static Rejection? ReadId(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("id", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            e.Id = Guid.CreateVersion7(e.Request.ReceivedAt);
            return null;
        }

        if (
            value.ValueKind != JsonValueKind.String
            || Text(value) is not { } text
            || !(Guid.TryParseExact(text, "D", out var id) || Guid.TryParseExact(text, "N", out id))
            || id == Guid.Empty
        )
            return new(
                DropReason.InvalidId,
                "id must be a UUID such as 018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f; leave it out to have one made."
            );
        e.Id = id;
        e.HasClientId = true;
        return null;
    }

    public static Rejection? ReadSessionId(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("session_id", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (TextOrNumber(value) is not { } sessionId || IsLonger(sessionId, MaxSessionId))
            return new(DropReason.InvalidSessionId, "session_id must be a string of at most 400 characters.");
        e.SessionId = sessionId;
        return null;
    }

    public static Rejection? ReadGroups(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("groups", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return new(DropReason.InvalidGroups, "groups must be an object such as {\"company\": \"acme\"}.");
        var groups = new Dictionary<string, string>();
        foreach (var group in value.EnumerateObject())
        {
            if (group.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (
                Name(group) is not { Length: > 0 and <= MaxName } type
                || TextOrNumber(group.Value) is not { Length: > 0 and <= MaxDistinctId } key
            )
                return new(
                    DropReason.InvalidGroups,
                    "groups must map a group type (1 to 200 characters) to a group key (a string of 1 to 400 characters)."
                );
            groups[type] = key;
        }

        if (groups.Count > MaxGroups)
            return new(DropReason.InvalidGroups, "groups may name at most 50 groups.");
        e.Groups = [.. groups.Select(g => new GroupRef(g.Key, g.Value))];
        return null;
    }

    /// <summary>Null when the text holds half of a surrogate pair, which no string can.</summary>
    internal static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Ids that clients hold as numbers are taken as their digits.</summary>
    private static string? TextOrNumber(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Text(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    /// <summary>Characters are Unicode scalar values: an emoji is one.</summary>
    private static bool IsLonger(string text, int max) => text.Length > max && text.EnumerateRunes().Count() > max;
}
