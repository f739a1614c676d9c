using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Erasing;

/// <summary>Hands over the own id of everybody the store knows, so that keyed hashes can be held against them.</summary>
public sealed class ScanOwnIds(ClickHouseClient client)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(10), 1_500_000_000, 1_000_000_000);

    /// <param name="before">Of events and merges with lower sequences only; null: all.</param>
    /// <param name="take">Called once per id at least.</param>
    public Task RunAsync(ProjectId project, ulong? before, Action<ulong> take, CancellationToken cancellationToken)
    {
        var boundary = before ?? long.MaxValue;
        Sql all = $"""
            SELECT DISTINCT own FROM (
                SELECT {OwnIdSql.Of(project, $"id")} AS own FROM (
                    SELECT DISTINCT distinct_id AS id FROM events WHERE project_id = {project} AND sequence < {boundary}
                    UNION ALL SELECT from_distinct_id FROM identity_log WHERE project_id = {project} AND sequence < {boundary}
                    UNION ALL SELECT into_distinct_id FROM identity_log WHERE project_id = {project} AND sequence < {boundary}
                )
                UNION ALL SELECT own_id FROM person_merges WHERE project_id = {project} AND version < {boundary}
                UNION ALL SELECT own_id FROM cohort_members WHERE project_id = {project}
                UNION ALL SELECT own_id FROM person_properties WHERE project_id = {project} AND {before is null}
            )
            """;
        return client.ReadBlocksAsync(
            all,
            _limits,
            block =>
            {
                foreach (var own in block.Column<ulong>(0))
                    take(own);
            },
            cancellationToken
        );
    }
}
