using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Erasing;

/// <summary>How many rows of each table are a person's?</summary>
public sealed class CountPersonRows(ClickHouseClient client)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(5), 1_500_000_000, 1_000);

    /// <param name="before">Events and merges of lower sequences only; null: all.</param>
    /// <returns>Table to rows; every table is there.</returns>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(
        ProjectId project,
        IReadOnlyList<ulong> owns,
        IReadOnlyList<string> ids,
        IReadOnlyList<GroupRef> groups,
        ulong? before,
        CancellationToken cancellationToken
    )
    {
        var boundary = before ?? long.MaxValue;
        IReadOnlyList<string> types = [.. groups.Select(g => g.Type)];
        IReadOnlyList<string> keys = [.. groups.Select(g => g.Key)];
        var rows = await client.QueryAsync(
            $"""
            SELECT
                (SELECT count() FROM events WHERE project_id = {project} AND distinct_id IN {ids} AND sequence < {boundary}),
                (SELECT count() FROM person_properties WHERE project_id = {project} AND own_id IN {owns}),
                (SELECT count() FROM identity_log WHERE project_id = {project} AND sequence < {boundary}
                    AND (from_distinct_id IN {ids} OR into_distinct_id IN {ids})),
                (SELECT count() FROM person_merges WHERE project_id = {project} AND (own_id IN {owns} OR person_id IN {owns})),
                (SELECT count() FROM person_splits WHERE project_id = {project} AND (distinct_id IN {ids} OR person_id IN {owns})),
                (SELECT count() FROM cohort_members WHERE project_id = {project} AND own_id IN {owns}),
                (SELECT count() FROM group_properties WHERE project_id = {project}
                    AND (toString(group_type), group_key) IN arrayZip({types}, {keys})),
                (SELECT count() FROM person_changes WHERE project_id = {project} AND own_id IN {owns})
            """,
            _limits,
            cancellationToken
        );
        return ErasePersonRows.Tables.Select((t, i) => (t, i)).ToDictionary(t => t.t, t => rows[0].Int64(t.i));
    }
}
