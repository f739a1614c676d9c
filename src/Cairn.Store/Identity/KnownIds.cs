using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Identity;

/// <summary>Which of these ids do events carry?</summary>
public sealed class KnownIds(ClickHouseClient client)
{
    /// <summary>Ids in one look at the events: 8 MB of text at the most. Each look reads the project's column once.</summary>
    private const int MostAsked = 20_000;

    public async Task<IReadOnlySet<string>> AmongAsync(
        ProjectId project,
        IEnumerable<string> distinctIds,
        CancellationToken cancellationToken
    )
    {
        var known = new HashSet<string>();
        foreach (IReadOnlyList<string> some in distinctIds.Chunk(MostAsked))
        {
            var rows = await client.QueryAsync(
                $"SELECT DISTINCT distinct_id FROM events WHERE project_id = {project} AND distinct_id IN {some}",
                QueryLimits.Interactive,
                cancellationToken
            );
            known.UnionWith(rows.Select(r => r.String(0)));
        }

        return known;
    }
}
