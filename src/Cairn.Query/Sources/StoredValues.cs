using Cairn.Query.Catalog;
using Cairn.Query.Filters;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>Current values of one property of all persons, or of all groups of a type.</summary>
/// <param name="Rows">A subselect. Rows: (owner, value Tuple(kind, text, number)), one per owner that has the property.</param>
public sealed record StoredValues(Sql Rows)
{
    /// <summary>The value in a row.</summary>
    public static PropertySql Value { get; } =
        new(
            $"if(value.1 IN ('string', 'json'), value.2, NULL)",
            $"if(value.1 = 'number', value.3, NULL)",
            $"if(value.1 = 'bool', value.2 = 'true' OR value.3 = 1, NULL)",
            PropertyKind.Text
        );

    /// <summary>Of persons after merges. A value that was set wins over one that was set once; of several set the latest wins, of several set once the
    /// earliest.</summary>
    public static StoredValues OfPersons(EventSource source, string name)
    {
        var (project, owner) = (source.Project, source.Persons.PersonOfOwnId(source.Project));
        Sql only = source.OnlyPersons is { } own ? $" AND {EventSource.IsOneOf(owner, own)}" : (Sql)$"";
        return new(
            (Sql)
                $"""
                SELECT {owner} AS owner, argMax((kind, text, number), (mode, version)) AS value
                FROM person_properties
                WHERE project_id = {project} AND name = {name}{only}
                GROUP BY owner
                """
        );
    }

    /// <summary>Of groups, by key. The latest write wins.</summary>
    /// <exception cref="InvalidOperationException">Only one person may be seen: a group is its other members' too.</exception>
    public static StoredValues OfGroups(EventSource source, PropertyRef property) =>
        new(
            (Sql)
                $"""
                SELECT group_key AS owner, argMax((kind, text, number), version) AS value
                FROM group_properties
                WHERE project_id = {source.OfEverybody} AND group_type = {property.GroupType} AND name = {property.Name} AND group_key != ''
                GROUP BY owner
                """
        );
}
