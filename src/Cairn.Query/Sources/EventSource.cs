using Cairn.Events;
using Cairn.Query.Catalog;
using Cairn.Query.Cohorts;
using Cairn.Query.Filters;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Query.Sources;

/// <summary>The events of one project in one range, or of one person in it where the caller may see no other (<see cref="ProjectContext.OnlyDistinctId"/>), with whatever has to be joined to ask for persons', groups' and sessions' properties. Expressions
/// taken from here stand in one SELECT over <see cref="From"/>; take all of them first, then <see cref="From"/>, which then knows its joins.</summary>
public sealed class EventSource(ProjectContext project, TimeRange range, PersonResolution persons)
{
    private readonly List<Sql> _joins = [];
    private readonly Dictionary<PropertyRef, PropertySql> _joined = [];
    private bool _hasSessionStarts;
    private bool _hasSessionProperties;

    public ProjectId Project => project.Id;

    /// <summary>The project, for reads that cannot be narrowed to one person.</summary>
    /// <exception cref="InvalidOperationException">Only one person may be seen. Readers refuse such questions before.</exception>
    public ProjectId OfEverybody =>
        project.IsOfOnePerson ? throw new InvalidOperationException("This read cannot be narrowed to one person.") : project.Id;

    public PersonResolution Persons => persons;

    /// <inheritdoc cref="ProjectContext.StoredIds" />
    public IReadOnlyList<string> StoredIds(string distinctId) => project.StoredIds(distinctId);

    /// <summary>What is scanned. Sessions and their properties are those of this range.</summary>
    public TimeRange Range => range;

    /// <summary>UInt64: the person of a row, after merges.</summary>
    public Sql Person { get; } = persons.PersonOfEvent(project.Id);

    /// <summary>The only person whose rows there are, after merges as of now; null: everybody's. Several where one human's events are stored under an id and under its hash.</summary>
    public IReadOnlyList<ulong>? OnlyPersons { get; } =
        project.OnlyDistinctId is { } id ? [.. project.StoredIds(id).Select(i => persons.PersonOf(project.Id, i).Value).Distinct()] : null;

    /// <summary>The rows that this caller may see, of whatever time. Every read of <c>events</c> begins with it, or with <see cref="InRange"/>.</summary>
    public Sql Visible =>
        OnlyPersons is { } own ? (Sql)$"project_id = {project.Id} AND {IsOneOf(Person, own)}" : $"project_id = {project.Id}";

    /// <summary>Project, person where only one may be seen, and time: first in every WHERE.</summary>
    public Sql InRange => $"{Visible} AND timestamp >= {range.Start} AND timestamp < {range.End}";

    /// <summary>Whether a person is one of these.</summary>
    public static Sql IsOneOf(Sql person, IReadOnlyList<ulong> persons) =>
        persons is [var one] ? $"{person} = {one}" : (Sql)$"{person} IN {persons}";

    /// <summary>Events of the same project in another range, for a subselect.</summary>
    public EventSource Over(TimeRange other) => new(project, other, persons);

    /// <summary>The table and the joins asked for so far.</summary>
    public Sql From => _joins.Count == 0 ? (Sql)$"events" : $"events\n{Sql.Join("\n", _joins)}";

    /// <summary>The session of a row as a tuple; ask only where <see cref="SessionsSql.HasSession"/>.</summary>
    public Sql Session()
    {
        if (!_hasSessionStarts)
            _joins.Insert(0, SessionsSql.StartsJoin(this));
        _hasSessionStarts = true;
        return SessionsSql.Key(this);
    }

    /// <summary>A property of the row's event, person, group or session. Persons' and groups' are joined: a filter does without
    /// (<see cref="FilterSql"/>).</summary>
    public PropertySql Property(PropertyRef property) =>
        property.Scope switch
        {
            PropertyScope.Session => SessionProperty(property.Name),
            PropertyScope.Person when property.Name != Builtins.PersonId => Joined(
                property,
                StoredValues.OfPersons(this, property.Name),
                Person
            ),
            PropertyScope.Cohort => Membership(property),
            PropertyScope.Group when property.Name != Builtins.GroupKey => Joined(
                property,
                StoredValues.OfGroups(this, property),
                GroupKey(property.GroupType)
            ),
            _ => ColumnProperty(property),
        };

    /// <summary>A property that stands in the row itself; null for one that does not.</summary>
    public PropertySql? OwnProperty(PropertyRef property) =>
        property switch
        {
            { Scope: PropertyScope.Event or PropertyScope.Cohort } or { Name: Builtins.PersonId, Scope: PropertyScope.Person } =>
                ColumnProperty(property),
            { Name: Builtins.GroupKey, Scope: PropertyScope.Group } => ColumnProperty(property),
            _ => null,
        };

    /// <summary>The key of the row's group of a type; empty when it has none.</summary>
    public static Sql GroupKey(string type) => $"groups[{type}]";

    private PropertySql ColumnProperty(PropertyRef property) =>
        property switch
        {
            { Scope: PropertyScope.Person } => Words($"toString({Person})"),
            { Cohort: { } cohort } => Words($"if({CohortSql.Render(cohort.Rule, this)}, 'in', 'not in')"),
            { Scope: PropertyScope.Group } => Words($"nullIf({GroupKey(property.GroupType)}, '')"),
            _ when Builtins.Event.ContainsKey(property.Name) => EventColumn(property.Name.TrimStart('$')),
            _ => EventProperty(Sql.JsonPath("properties", property.Name)),
        };

    private PropertySql EventColumn(string name) =>
        name switch
        {
            "event" => Words($"toString(event)"),
            "person_id" => Words($"toString({Person})"),
            "session_id" => Words($"nullIf(session_id, '')"),
            "event_id" => Words($"toString(event_id)"),
            "timestamp" => Time($"toUnixTimestamp64Milli(timestamp)", $"true"),
            _ => Words($"distinct_id"),
        };

    private static PropertySql EventProperty(Sql path) => new($"{path}.:String", $"{path}.:Float64", $"{path}.:Bool", PropertyKind.Text);

    private PropertySql SessionProperty(string name)
    {
        Session();
        if (!_hasSessionProperties)
            _joins.Insert(1, SessionsSql.PropertiesJoin(this));
        _hasSessionProperties = true;
        Sql isKnown = $"{SessionsSql.HasSession} AND session_events > 0";
        return name switch
        {
            "$session_duration" => Numbers($"(session_end - session_start) / 1000"),
            "$event_count" => Numbers($"toFloat64(session_events)"),
            "$pageview_count" => Numbers($"toFloat64(session_pageviews)"),
            "$entry_url" => Words($"if({isKnown}, session_entry, NULL)"),
            "$exit_url" => Words($"if({isKnown}, session_exit, NULL)"),
            _ => Time($"session_start", isKnown),
        };

        PropertySql Numbers(Sql number) => new(null, $"if({isKnown}, {number}, NULL)", null, PropertyKind.Number);
    }

    private PropertySql Joined(PropertyRef property, StoredValues values, Sql owner)
    {
        if (_joined.TryGetValue(property, out var known))
            return known;
        var prefix = $"joined{_joined.Count}";
        var (key, text, number) = (Sql.Identifier(prefix + "_owner"), Sql.Identifier(prefix + "_text"), Sql.Identifier(prefix + "_number"));
        _joins.Add(
            (Sql)
                $"""
                LEFT ANY JOIN (
                    SELECT owner AS {key}, toNullable({StoredValues.Value.AsText}) AS {text}, toNullable({StoredValues.Value.AsNumber}) AS {number}
                    FROM (
                {values.Rows}
                    )
                ) AS {Sql.Identifier(prefix)} ON {owner} = {key}
                """
        );
        // Written out, since a joined value is only ever shown or counted with; comparing goes another way.
        return _joined[property] = new PropertySql(null, number, null, PropertyKind.Text, Written: text);
    }

    /// <summary>Joined, since ClickHouse 26.7 cannot group by an expression with an IN (subselect) inside.</summary>
    private PropertySql Membership(PropertyRef property)
    {
        if (_joined.TryGetValue(property, out var known))
            return known;
        var prefix = $"joined{_joined.Count}";
        var (key, text) = (Sql.Identifier(prefix + "_owner"), Sql.Identifier(prefix + "_text"));
        var members = Over(range);
        var isMember = CohortSql.Render(property.Cohort!.Rule, members);
        _joins.Add(
            (Sql)
                $"""
                LEFT ANY JOIN (
                    SELECT {members.Person} AS {key}, 'in' AS {text}
                    FROM {members.From} WHERE {members.InRange} AND {isMember} GROUP BY {key}
                ) AS {Sql.Identifier(prefix)} ON {Person} = {key}
                """
        );
        return _joined[property] = Words($"if({text} = 'in', 'in', 'not in')");
    }

    private static PropertySql Words(Sql text) => new(text, null, null, PropertyKind.Text);

    private static PropertySql Time(Sql ms, Sql isKnown) =>
        new(
            null,
            $"if({isKnown}, toFloat64({ms}), NULL)",
            null,
            PropertyKind.Time,
            $"if({isKnown}, concat(replaceOne(toString(fromUnixTimestamp64Milli({ms}, 'UTC')), ' ', 'T'), 'Z'), NULL)"
        );
}
