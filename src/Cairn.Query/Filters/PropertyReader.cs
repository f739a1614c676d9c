using System.Collections.Frozen;
using Cairn.Query.Catalog;
using Cairn.Query.Spec;

namespace Cairn.Query.Filters;

/// <summary>Reads the fields <c>property</c> and <c>scope</c>.</summary>
public static class PropertyReader
{
    private const string _groupPrefix = "group:";

    private static readonly FrozenDictionary<string, PropertyScope> _scopes = new Dictionary<string, PropertyScope>
    {
        ["event"] = PropertyScope.Event,
        ["person"] = PropertyScope.Person,
        ["session"] = PropertyScope.Session,
    }.ToFrozenDictionary();

    /// <summary>The property; a harmless one when it has faults.</summary>
    public static PropertyRef Read(SpecObject fields)
    {
        var (scope, groupType) = Scope(fields["scope"]);
        if (fields.Required("property") is not { } property)
            return new PropertyRef(PropertyScope.Event, "?");
        var name = property.Text(1, 400);
        if (name.Length == 0)
            return new PropertyRef(PropertyScope.Event, "?");
        if (scope is PropertyScope.Event && name.Split('.').Any(piece => piece.Length == 0))
            property.Fault(
                "invalid_property",
                "A property's name must not begin or end with a dot, nor have two in a row: a dot leads into a nested object."
            );
        if (scope is PropertyScope.Session && !SessionProperties.All.ContainsKey(name))
            property.Fault(
                "unknown_property",
                $"Sessions have no property \"{SpecNode.Shorten(name)}\".{DidYouMean.Hint(name, SessionProperties.All.Keys)} "
                    + $"Known: {string.Join(", ", SessionProperties.All.Keys)}."
            );
        return new PropertyRef(scope, name, groupType);
    }

    private static (PropertyScope Scope, string GroupType) Scope(SpecNode? node)
    {
        if (node is not { } scope)
            return (PropertyScope.Event, "");
        if (
            scope.Kind == System.Text.Json.JsonValueKind.String
            && scope.Element.GetString()!.StartsWith(_groupPrefix, StringComparison.Ordinal)
        )
        {
            var type = scope.Text(_groupPrefix.Length + 1, 200);
            return (PropertyScope.Group, type.Length > _groupPrefix.Length ? type[_groupPrefix.Length..] : "?");
        }

        if (scope.Kind == System.Text.Json.JsonValueKind.String && _scopes.TryGetValue(scope.Element.GetString()!, out var known))
            return (known, "");
        scope.Fault("unknown_value", "The scope must be event, person, session or group:<type>.");
        return (PropertyScope.Event, "");
    }
}
