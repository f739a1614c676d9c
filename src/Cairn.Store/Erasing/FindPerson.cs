using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Store.Erasing;

/// <summary>Everything that names a person in the store.</summary>
/// <param name="Owns">Own ids of all distinct ids, the person's among them.</param>
/// <param name="DistinctIds">Their texts, where any table holds them.</param>
/// <param name="Groups">Groups that carry nobody else's events.</param>
public sealed record FoundPerson(IReadOnlySet<ulong> Owns, IReadOnlySet<string> DistinctIds, IReadOnlyList<GroupRef> Groups);

/// <summary>Who is behind an id, in all tables? Reads the project's events once; not for pages.</summary>
public sealed class FindPerson(ClickHouseClient client, Identities identities, PersonResolution resolution)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(10), 1_500_000_000, 5_000_000);

    /// <param name="known">Ids known to be this person's from an earlier look; empty the first time.</param>
    public async Task<FoundPerson> RunAsync(
        ProjectId project,
        PersonId person,
        string? distinctId,
        IReadOnlyCollection<ulong> known,
        CancellationToken cancellationToken
    )
    {
        var owns = new HashSet<ulong>(known) { person.Value };
        var now = resolution.PersonNow(project, person);
        owns.Add(now.Value);
        owns.UnionWith(identities.Moves(project).Where(m => m.Value == now.Value).Select(m => m.Key));
        if (distinctId is not null)
            owns.Add(PersonId.Of(project, distinctId).Value);
        IReadOnlyList<ulong> list = [.. owns];
        // Every table that holds texts, told by the own ids they hash to.
        var rows = await client.QueryAsync(
            $"""
            SELECT DISTINCT id FROM (
                SELECT distinct_id AS id FROM events WHERE project_id = {project}
                    AND ({resolution.PersonOfEvent(project)} = {now} OR {OwnIdSql.Of(project, $"distinct_id")} IN {list})
                UNION ALL SELECT from_distinct_id FROM identity_log WHERE project_id = {project}
                    AND {OwnIdSql.Of(project, $"from_distinct_id")} IN {list}
                UNION ALL SELECT into_distinct_id FROM identity_log WHERE project_id = {project}
                    AND {OwnIdSql.Of(project, $"into_distinct_id")} IN {list}
                UNION ALL SELECT distinct_id FROM person_splits WHERE project_id = {project} AND {OwnIdSql.Of(
                project,
                $"distinct_id"
            )} IN {list}
                UNION ALL SELECT distinct_id FROM cohort_members WHERE project_id = {project} AND own_id IN {list}
            )
            """,
            _limits,
            cancellationToken
        );
        var ids = rows.Select(r => r.String(0)).ToHashSet();
        if (distinctId is not null)
            ids.Add(distinctId);
        owns.UnionWith(ids.Select(id => PersonId.Of(project, id).Value));
        return new FoundPerson(owns, ids, await OwnGroupsAsync(project, ids, cancellationToken));
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
