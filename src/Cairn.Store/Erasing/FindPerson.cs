using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Store.Erasing;

/// <summary>Everything that names a person in the store.</summary>
/// <param name="Owns">Own ids of all distinct ids, the person's among them.</param>
/// <param name="DistinctIds">Their texts, where any table holds them, and every form in which they may be stored.</param>
/// <param name="Stored">Of the texts, those that a table holds.</param>
/// <param name="Persons">Whom the stored ids belong to, after merges: one, unless the same human's events are stored under an id and under its hash.</param>
/// <param name="Groups">Groups that carry nobody else's events.</param>
public sealed record FoundPerson(
    IReadOnlySet<ulong> Owns,
    IReadOnlySet<string> DistinctIds,
    IReadOnlySet<string> Stored,
    IReadOnlyList<PersonId> Persons,
    IReadOnlyList<GroupRef> Groups
);

/// <summary>Who is behind an id, in all tables? Reads the project's events once, and once more whenever an id turns up that may be stored in another form too; not for pages.</summary>
public sealed class FindPerson(ClickHouseClient client, Identities identities, PersonResolution resolution)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(10), 1_500_000_000, 5_000_000);

    /// <param name="person">As asked for; null: by <paramref name="distinctId"/>.</param>
    /// <param name="known">Ids known to be this person's from an earlier look; empty the first time.</param>
    /// <param name="storedIds">In which forms an id may be stored.</param>
    public async Task<FoundPerson> RunAsync(
        ProjectId project,
        PersonId? person,
        string? distinctId,
        IReadOnlyCollection<ulong> known,
        FindStoredIds storedIds,
        CancellationToken cancellationToken
    )
    {
        var owns = new HashSet<ulong>(known);
        var persons = new List<PersonId>();
        if (person is { } asked)
            Add(asked);
        var ids = new HashSet<string>(distinctId is null ? [] : storedIds(distinctId));
        IReadOnlyCollection<string> added = [.. ids];
        HashSet<string> stored;
        do
        {
            owns.UnionWith(added.Select(id => PersonId.Of(project, id).Value));
            foreach (var id in added)
                Add(resolution.PersonOf(project, id));
            stored = await TextsAsync(project, persons, [.. owns], cancellationToken);
            owns.UnionWith(stored.Select(id => PersonId.Of(project, id).Value));
            ids.UnionWith(stored);
            added = [.. stored.SelectMany(id => storedIds(id)).Where(ids.Add)];
        } while (added.Count > 0);
        var behind = stored.Select(id => resolution.PersonOf(project, id)).ToHashSet();
        return new FoundPerson(
            owns,
            ids,
            stored,
            [.. persons.OrderByDescending(behind.Contains).Take(Math.Max(1, persons.Count(behind.Contains)))],
            await OwnGroupsAsync(project, ids, cancellationToken)
        );

        void Add(PersonId who)
        {
            var now = resolution.PersonNow(project, who);
            owns.Add(who.Value);
            owns.Add(now.Value);
            owns.UnionWith(identities.Moves(project).Where(m => m.Value == now.Value).Select(m => m.Key));
            if (!persons.Contains(now))
                persons.Add(now);
        }
    }

    /// <summary>From every table that holds texts, told by the own ids they hash to.</summary>
    private async Task<HashSet<string>> TextsAsync(
        ProjectId project,
        IReadOnlyCollection<PersonId> persons,
        IReadOnlyList<ulong> owns,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ulong> now = [.. persons.Select(p => p.Value)];
        var rows = await client.QueryAsync(
            $"""
            SELECT DISTINCT id FROM (
                SELECT distinct_id AS id FROM events WHERE project_id = {project}
                    AND ({resolution.PersonOfEvent(project)} IN {now} OR {OwnIdSql.Of(project, $"distinct_id")} IN {owns})
                UNION ALL SELECT from_distinct_id FROM identity_log WHERE project_id = {project}
                    AND {OwnIdSql.Of(project, $"from_distinct_id")} IN {owns}
                UNION ALL SELECT into_distinct_id FROM identity_log WHERE project_id = {project}
                    AND {OwnIdSql.Of(project, $"into_distinct_id")} IN {owns}
                UNION ALL SELECT distinct_id FROM person_splits WHERE project_id = {project} AND {OwnIdSql.Of(
                project,
                $"distinct_id"
            )} IN {owns}
                UNION ALL SELECT distinct_id FROM cohort_members WHERE project_id = {project} AND own_id IN {owns}
            )
            """,
            _limits,
            cancellationToken
        );
        return [.. rows.Select(r => r.String(0))];
    }

    private async Task<IReadOnlyList<GroupRef>> OwnGroupsAsync(
        ProjectId project,
        IReadOnlySet<string> ids,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> list = [.. ids];
        var rows = await client.QueryAsync(
            $"""
            SELECT type, key FROM (
                SELECT arrayJoin(arrayConcat(
                    arrayZip(mapKeys(groups), mapValues(groups)),
                    if(event = {EventNames.Group}, [(JSONExtractString(properties_json, '$group_type'), JSONExtractString(properties_json, '$group_key'))], [])
                )) AS pair, toString(pair.1) AS type, pair.2 AS key, has({list}, distinct_id) AS own
                FROM events WHERE project_id = {project} AND (notEmpty(groups) OR event = {EventNames.Group})
            )
            WHERE type != ''
            GROUP BY type, key HAVING min(own) = 1
            """,
            _limits,
            cancellationToken
        );
        return [.. rows.Select(r => new GroupRef(r.String(0), r.String(1)))];
    }
}
