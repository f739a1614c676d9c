using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;
using Microsoft.AspNetCore.Http;

namespace Cairn.Insights.Catalog;

/// <summary>What is there to pick from?</summary>
/// <param name="Search">Part of the name or value, ignoring case; empty for all.</param>
/// <param name="Event">Only of events of this name.</param>
/// <param name="From">Since when; null: 30 days.</param>
/// <param name="Property">Whose scope alone counts when properties are listed.</param>
public sealed record CatalogSpec(PropertyRef Property, string Search, string? Event, RangePoint? From, int Limit, int Skip)
{
    public static CatalogSpec Read(IQueryCollection query, SpecErrors errors, bool needsProperty, params IReadOnlyList<string> known)
    {
        var parameters = new QueryParameters(query, errors, [.. known, "search", "from", "limit", "cursor"]);
        return new CatalogSpec(
            ReadProperty(parameters, errors, needsProperty),
            parameters.Text("search") ?? "",
            parameters.Text("event"),
            parameters.Point("from"),
            parameters.Limit(100, 1_000),
            parameters.Skip()
        );
    }

    private static PropertyRef ReadProperty(QueryParameters parameters, SpecErrors errors, bool needsProperty)
    {
        var name = needsProperty ? parameters.Required("property") : "";
        var scope = parameters.Text("scope") ?? "event";
        if (scope.StartsWith("group:", StringComparison.Ordinal) && scope.Length > 6)
            return new PropertyRef(PropertyScope.Group, name, scope[6..]);
        switch (scope)
        {
            case "event":
                return new PropertyRef(PropertyScope.Event, name);
            case "person":
                return new PropertyRef(PropertyScope.Person, name);
            case "session":
                return new PropertyRef(PropertyScope.Session, name);
            default:
                errors.Add("/scope", "unknown_value", $"\"{scope}\" is no scope. Known: event, person, session, group:<type>.");
                return new PropertyRef(PropertyScope.Event, name);
        }
    }
}
