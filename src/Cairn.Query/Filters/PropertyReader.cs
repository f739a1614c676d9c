using System.Collections.Frozen;
using Cairn.Query.Catalog;
using Cairn.Query.Cohorts;
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
        ["cohort"] = PropertyScope.Cohort,
    }.ToFrozenDictionary();

    /// <summary>The property; a harmless one when it has faults.</summary>
    /// <param name="otherwise">The scope where none is given.</param>
    public static PropertyRef Read(SpecObject fields, PropertyScope otherwise = PropertyScope.Event)
    {
        var (scope, groupType) = Scope(fields["scope"], otherwise);
        if (fields.Required("property") is not { } property)
            return new PropertyRef(PropertyScope.Event, "?");
        var name = property.Text(1, 400);
        if (scope is PropertyScope.Group && name != Builtins.GroupKey && property.Errors.IsOfOnePerson)
            fields["scope"]?.Fault(ProblemCodes.SelfOnly, "What is known about a group comes from its other members too.");
        if (name.Length == 0)
            return new PropertyRef(PropertyScope.Event, "?");
        if (scope is PropertyScope.Cohort)
            return Cohort(property) is { } cohort
                ? new PropertyRef(scope, cohort.Key, Cohort: cohort)
                : new PropertyRef(PropertyScope.Event, "?");
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

    /// <summary>The cohort that a text names; null with the fault reported where there is none.</summary>
    internal static Cohort? Cohort(SpecNode name)
    {
        if (name.Errors.Cohorts is { } cohorts)
            return cohorts.Find(name);
        name.Fault(ProblemCodes.NotAvailable, "A cohort cannot be asked about here: only the stored events tell who is in it.");
        return null;
    }

    private static (PropertyScope Scope, string GroupType) Scope(SpecNode? node, PropertyScope otherwise)
    {
        if (node is not { } scope)
            return (otherwise, "");
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
        scope.Fault("unknown_value", "The scope must be event, person, session, cohort or group:<type>.");
        return (PropertyScope.Event, "");
    }
}
