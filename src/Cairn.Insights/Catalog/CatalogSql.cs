using Cairn.Query.Filters;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Catalog;

/// <summary>Reads for pickers. Pure.</summary>
internal static class CatalogSql
{
    /// <summary>Rows looked at per event name when properties are sampled.</summary>
    public const int SamplePerEvent = 5_000;

    /// <summary>Rows: (name, count, last seen). Reads two narrow columns of the range: 10 M events in some 0.1 s.</summary>
    public static Sql Events(CatalogSpec spec, EventSource source) =>
        $"""
            SELECT toString(event) AS name, count() AS events, max(timestamp) AS last_seen
            FROM events
            WHERE {source.InRange}
            GROUP BY event
            {Having(spec, $"name")}
            ORDER BY events DESC, name
            {Page(spec)}
            """;

    /// <summary>One row: events of the last so many minutes before the newest event, for each of <paramref name="minutes"/>, then the newest's time.</summary>
    public static Sql Windows(CatalogSpec spec, EventSource source, IReadOnlyList<int> minutes)
    {
        Sql newest = $"(SELECT max(timestamp) FROM events WHERE {source.InRange}{OfEvent(spec)})";
        return $"""
            WITH {newest} AS newest
            SELECT {Sql.Join(", ", minutes.Select(m => (Sql)$"countIf(timestamp > newest - INTERVAL {m} MINUTE)"))}, count(), newest
            FROM events
            WHERE {source.InRange}{OfEvent(spec)}
            """;
    }

    /// <summary>Rows: (name, types Array(String), events), of the events looked at: the first so many of each name.</summary>
    public static Sql EventProperties(CatalogSpec spec, EventSource source) =>
        $"""
            SELECT pair.1 AS name, arraySort(groupUniqArray(pair.2)) AS types, count() AS events
            FROM (
                SELECT CAST(JSONAllPathsWithTypes(properties), 'Array(Tuple(String, String))') AS pairs
                FROM events
                WHERE {source.InRange}{OfEvent(spec)}
                LIMIT {SamplePerEvent} BY event
            )
            ARRAY JOIN pairs AS pair
            GROUP BY name
            {Having(spec, $"name")}
            ORDER BY events DESC, name
            """;

    /// <summary>Rows: (name, types Array(String), owners): of persons, or of groups of the scope's type.</summary>
    public static Sql StoredProperties(CatalogSpec spec, EventSource source)
    {
        var isPerson = spec.Property.Scope == PropertyScope.Person;
        Sql owner = isPerson ? source.Persons.PersonOfOwnId(source.Project) : (Sql)$"group_key";
        Sql from = isPerson ? (Sql)$"person_properties" : $"group_properties";
        Sql type = isPerson ? (Sql)$" AND kind != 'none'" : (Sql)$" AND group_type = {spec.Property.GroupType}";
        return $"""
            SELECT toString(name) AS property, arraySort(groupUniqArray(toString(kind))) AS types, uniqExact({owner}) AS owners
            FROM {from}
            WHERE project_id = {source.OfEverybody}{type}
            GROUP BY property
            {Having(spec, $"property")}
            ORDER BY owners DESC, property
            """;
    }

    /// <summary>Rows: (value, count). Events' and sessions' values count events of the range, persons' and groups' count owners.</summary>
    public static Sql Values(CatalogSpec spec, EventSource source)
    {
        if (spec.Property is { Scope: PropertyScope.Person, Name: not "$person_id" })
            return OfOwners(StoredValues.OfPersons(source, spec.Property.Name));
        if (spec.Property is { Scope: PropertyScope.Group, Name: not "$group_key" })
            return OfOwners(StoredValues.OfGroups(source, spec.Property));
        var property = source.Property(spec.Property);
        return $"""
            SELECT {property.AsText} AS value, count() AS events
            FROM {source.From}
            WHERE {source.InRange}{OfEvent(spec)} AND {property.IsSet}
            GROUP BY value
            {Having(spec, $"value")}
            ORDER BY events DESC, value
            {Page(spec)}
            """;

        Sql OfOwners(StoredValues values) =>
            $"""
                SELECT {StoredValues.Value.AsText} AS value, count() AS owners
                FROM (
                {values.Rows}
                )
                GROUP BY value
                {Having(spec, $"value")}
                ORDER BY owners DESC, value
                {Page(spec)}
                """;
    }

    private static Sql OfEvent(CatalogSpec spec) => spec.Event is { } name ? (Sql)$" AND event = {name}" : Sql.Empty;

    private static Sql Having(CatalogSpec spec, Sql text) =>
        spec.Search.Length == 0
            ? (Sql)$"HAVING {text} IS NOT NULL"
            : $"HAVING positionCaseInsensitiveUTF8(assumeNotNull({text}), {spec.Search}) > 0";

    private static Sql Page(CatalogSpec spec) => $"LIMIT {spec.Limit + 1} OFFSET {spec.Skip}";
}
