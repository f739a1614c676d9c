using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Cohorts;

/// <summary>Lists of distinct ids, for static cohorts.</summary>
public sealed class CohortLists(ClickHouseClient client)
{
    /// <summary>Unknown ids that an answer names; the count is of all.</summary>
    public const int MostNamed = 1_000;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Held while the table is written: whoever must see it stand still takes it, for a moment.</summary>
    public SemaphoreSlim Writing { get; } = new(1);

    /// <summary>Adds ids to a list, which need not exist before. Ids that are in it already change nothing.</summary>
    public async Task AddAsync(ProjectId project, Guid list, IReadOnlyCollection<string> distinctIds, CancellationToken cancellationToken)
    {
        if (distinctIds.Count == 0)
            return;
        var block = new NativeBlock();
        var (projects, lists) = (block.Add("project_id", "UInt32"), block.Add("list_id", "UUID"));
        var (owns, ids) = (block.Add("own_id", "UInt64"), block.Add("distinct_id", "String"));
        foreach (var id in distinctIds)
        {
            projects.UInt32(project.Value);
            lists.Guid(list);
            owns.UInt64(PersonId.Of(project, id).Value);
            ids.Text(id);
        }

        var queryId = "cairn-cohort-" + Guid.CreateVersion7().ToString("N");
        await Writing.WaitAsync(cancellationToken);
        try
        {
            await client.InsertNativeAsync("cohort_members", block.ToBytes(distinctIds.Count), queryId, cancellationToken);
        }
        finally
        {
            Writing.Release();
        }
    }

    /// <summary>Takes ids out; returns when they are gone.</summary>
    public Task RemoveAsync(ProjectId project, Guid list, IReadOnlyCollection<string> distinctIds, CancellationToken cancellationToken)
    {
        IReadOnlyList<ulong> owns = [.. distinctIds.Select(id => PersonId.Of(project, id).Value)];
        return DeleteAsync($"project_id = {project} AND list_id = {list} AND has({owns}, own_id)", cancellationToken);
    }

    /// <summary>Removes a whole list.</summary>
    public Task DropAsync(ProjectId project, Guid list, CancellationToken cancellationToken) =>
        DeleteAsync($"project_id = {project} AND list_id = {list}", cancellationToken);

    /// <summary>How many ids are in the list, and which of them belong to nobody: no event carries them and nothing was merged with them.</summary>
    public async Task<CohortListFacts> LookAsync(ProjectId project, Guid list, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"""
            SELECT count(), countIf(unknown), arraySort(groupArrayIf({MostNamed})(distinct_id, unknown))
            FROM (
                SELECT distinct_id,
                    distinct_id NOT IN (SELECT distinct_id FROM events WHERE project_id = {project})
                    AND own_id NOT IN (SELECT own_id FROM person_merges WHERE project_id = {project}) AS unknown
                FROM cohort_members FINAL
                WHERE project_id = {project} AND list_id = {list}
            )
            """,
            QueryLimits.Interactive,
            cancellationToken
        );
        var row = rows[0];
        return new CohortListFacts(row.Int64(0), row.Int64(1), [.. row[2].EnumerateArray().Select(id => id.GetString()!)]);
    }

    /// <summary>A page of the list in the order of the ids' bytes.</summary>
    /// <param name="after">The last id of the page before; null for the first.</param>
    public async Task<IReadOnlyList<string>> PageAsync(
        ProjectId project,
        Guid list,
        string? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        Sql behind = after is null ? (Sql)$"" : $" AND distinct_id > {after}";
        var rows = await client.QueryAsync(
            $"""
            SELECT DISTINCT distinct_id FROM cohort_members WHERE project_id = {project} AND list_id = {list}{behind}
            ORDER BY distinct_id LIMIT {limit}
            """,
            QueryLimits.Interactive,
            cancellationToken
        );
        return [.. rows.Select(r => r.String(0))];
    }

    private async Task DeleteAsync(Sql which, CancellationToken cancellationToken)
    {
        await Writing.WaitAsync(cancellationToken);
        try
        {
            await client.ExecuteAsync(
                $"ALTER TABLE cohort_members DELETE WHERE {which}",
                _patience,
                cancellationToken,
                "&mutations_sync=1"
            );
        }
        finally
        {
            Writing.Release();
        }
    }
}

/// <param name="Total">Ids in the list.</param>
/// <param name="Unknown">Of those, ids that belong to nobody yet.</param>
/// <param name="Named">Up to <see cref="CohortLists.MostNamed"/> of the unknown ones.</param>
public sealed record CohortListFacts(long Total, long Unknown, IReadOnlyList<string> Named);
