using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;

namespace Cairn.Store.Erasing;

/// <summary>Whom to remove.</summary>
public sealed record ErasedPerson(
    Guid Erasure,
    IReadOnlyList<ulong> Owns,
    IReadOnlyList<string> DistinctIds,
    IReadOnlyList<GroupRef> Groups
);

/// <summary>Removes every row of some persons of one project, in one mutation per table however many they are. Their ids go through tables in memory, so that no
/// mutation's text names one. Safe to run again. For one caller at a time.</summary>
public sealed class ErasePersonRows(ClickHouseClient client, Identities identities, EventWriter writer, DropOldParts oldParts)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);

    /// <summary>The tables that know persons.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "events",
        "person_properties",
        "identity_log",
        "person_merges",
        "person_splits",
        "cohort_members",
        "group_properties",
        "person_changes",
    ];

    /// <summary>Returns when none of the rows is in a file of ClickHouse any more.</summary>
    /// <param name="before">Events of lower sequences go; all of those are in the store or nowhere.</param>
    /// <param name="cleared">Called when rows have begun to go and may be gone: whoever remembers them forgets.</param>
    public async Task RunAsync(
        ProjectId project,
        IReadOnlyList<ErasedPerson> persons,
        ulong before,
        Action cleared,
        CancellationToken cancellationToken
    )
    {
        // A mutation left by a killed engine would look into an empty table.
        await client.ExecuteAsync(
            $"KILL MUTATION WHERE database = currentDatabase() AND NOT is_done AND position(command, 'erasing') > 0 SYNC",
            _patience,
            cancellationToken
        );
        await FillAsync(project, persons, cancellationToken);
        // Persons must stand still, also for whoever builds an index of them.
        await identities.Rewriting.WaitAsync(cancellationToken);
        try
        {
            await StartAsync(project, persons, before, cancellationToken);
            await FinishAsync(cancellationToken);
            cleared();
            // Still inside: a mutation that began meanwhile would be lost with the table it began on.
            await oldParts.RunAsync(Tables, cancellationToken);
        }
        finally
        {
            identities.Rewriting.Release();
        }

        await EmptyAsync(cancellationToken);
    }

    /// <summary>Mutations take the rows that are there when they begin: writing waits until all have begun, so that nothing that came later goes.</summary>
    private async Task StartAsync(ProjectId project, IReadOnlyList<ErasedPerson> persons, ulong before, CancellationToken cancellationToken)
    {
        await writer.Writing.WaitAsync(cancellationToken);
        try
        {
            var database = Sql.Identifier(client.Database);
            Sql ids = $"(SELECT distinct_id FROM {database}.erasing WHERE project_id = {project})";
            Sql owns = $"(SELECT own_id FROM {database}.erasing WHERE project_id = {project})";
            Sql groups = $"(SELECT group_type, group_key FROM {database}.erasing_groups WHERE project_id = {project})";
            await BeginAsync("events", project, $"sequence < {before} AND distinct_id IN {ids}", cancellationToken);
            await BeginAsync("person_properties", project, $"own_id IN {owns}", cancellationToken);
            await BeginAsync(
                "identity_log",
                project,
                $"sequence < {before} AND (from_distinct_id IN {ids} OR into_distinct_id IN {ids})",
                cancellationToken
            );
            await BeginAsync("person_merges", project, $"(own_id IN {owns} OR person_id IN {owns})", cancellationToken);
            await BeginAsync("person_splits", project, $"(distinct_id IN {ids} OR person_id IN {owns})", cancellationToken);
            await BeginAsync("cohort_members", project, $"own_id IN {owns}", cancellationToken);
            await BeginAsync("group_properties", project, $"(toString(group_type), group_key) IN {groups}", cancellationToken);
            await BeginAsync("person_changes", project, $"own_id IN {owns}", cancellationToken);
            identities.Forget(project, persons.SelectMany(p => p.Owns).ToHashSet());
        }
        finally
        {
            writer.Writing.Release();
        }
    }

    private Task BeginAsync(string table, ProjectId project, Sql which, CancellationToken cancellationToken) =>
        client.ExecuteAsync(
            $"ALTER TABLE {Sql.Identifier(table)} DELETE WHERE project_id = {project} AND {which}",
            _patience,
            cancellationToken,
            "&mutations_sync=0&allow_nondeterministic_mutations=1"
        );

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var open = await client.QueryAsync(
                $"""
                SELECT count(), countIf(latest_fail_reason != '' AND latest_fail_time > now() - 60)
                FROM system.mutations
                WHERE database = currentDatabase() AND NOT is_done AND position(command, 'erasing') > 0
                """,
                QueryLimits.Interactive,
                cancellationToken
            );
            if (open[0].Int64(0) == 0)
                return;
            if (open[0].Int64(1) > 0)
                throw new ClickHouseUnavailableException("ClickHouse could not delete rows; its log says why.");
            await Task.Delay(_look, cancellationToken);
        }
    }

    private async Task FillAsync(ProjectId project, IReadOnlyList<ErasedPerson> persons, CancellationToken cancellationToken)
    {
        await EmptyAsync(cancellationToken);
        var block = new NativeBlock();
        var (erasures, projects) = (block.Add("erasure_id", "UUID"), block.Add("project_id", "UInt32"));
        var (owns, ids) = (block.Add("own_id", "UInt64"), block.Add("distinct_id", "String"));
        var count = 0;
        foreach (var person in persons)
        {
            var texts = person.DistinctIds.ToDictionary(id => PersonId.Of(project, id).Value);
            foreach (var own in person.Owns)
            {
                erasures.Guid(person.Erasure);
                projects.UInt32(project.Value);
                owns.UInt64(own);
                ids.Text(texts.GetValueOrDefault(own, ""));
                count++;
            }
        }

        await client.InsertNativeAsync("erasing", block.ToBytes(count), QueryId(), cancellationToken);
        var groups = new NativeBlock();
        var groupProject = groups.Add("project_id", "UInt32");
        var (types, keys) = (groups.Add("group_type", "String"), groups.Add("group_key", "String"));
        var groupCount = 0;
        foreach (var group in persons.SelectMany(p => p.Groups))
        {
            groupProject.UInt32(project.Value);
            types.Text(group.Type);
            keys.Text(group.Key);
            groupCount++;
        }

        if (groupCount > 0)
            await client.InsertNativeAsync("erasing_groups", groups.ToBytes(groupCount), QueryId(), cancellationToken);
    }

    private async Task EmptyAsync(CancellationToken cancellationToken)
    {
        await client.ExecuteAsync($"TRUNCATE TABLE erasing", _patience, cancellationToken);
        await client.ExecuteAsync($"TRUNCATE TABLE erasing_groups", _patience, cancellationToken);
    }

    private static string QueryId() => "cairn-erasing-" + Guid.CreateVersion7().ToString("N");
}
