using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Encryption;

/// <summary>Opens sealed values of one answer. What cannot be opened (the key was destroyed, or somebody made the text up) stays as it is.</summary>
internal sealed class OpenValues(PersonKeys keys)
{
    public static bool HasSealed(JsonElement properties) =>
        properties.ValueKind == JsonValueKind.Object && properties.EnumerateObject().Any(p => KeyOf(p.Value) is not null);

    public static bool HasSealed(JsonObject properties) => properties.Any(p => KeyOf(p.Value) is not null);

    public static IEnumerable<Guid> Keys(JsonElement properties) =>
        properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().Select(p => KeyOf(p.Value)).OfType<Guid>() : [];

    public static IEnumerable<Guid> Keys(JsonObject properties) => properties.Select(p => KeyOf(p.Value)).OfType<Guid>();

    public Task<IReadOnlyDictionary<Guid, PersonKey>> FindKeysAsync(
        ProjectId project,
        IEnumerable<Guid> ids,
        CancellationToken cancellationToken
    ) => keys.FindAsync(project, ids.ToHashSet(), cancellationToken);

    public static JsonElement Open(ProjectId project, JsonElement properties, IReadOnlyDictionary<Guid, PersonKey> found)
    {
        if (!HasSealed(properties))
            return properties;
        var opened = JsonObject.Create(properties)!;
        return JsonSerializer.SerializeToElement(Open(project, opened, found));
    }

    public static JsonObject Open(ProjectId project, JsonObject properties, IReadOnlyDictionary<Guid, PersonKey> found)
    {
        foreach (var (name, value) in properties.ToList())
        {
            if (KeyOf(value) is not { } id || !found.TryGetValue(id, out var key))
                continue;
            if (SealedValue.Open(key, project, name, value!.GetValue<string>()) is { } json)
                properties[name] = JsonNode.Parse(json);
        }

        return properties;
    }

    private static Guid? KeyOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? SealedValue.KeyOf(value.GetString()) : null;

    private static Guid? KeyOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? SealedValue.KeyOf(value.GetValue<string>()) : null;
}
