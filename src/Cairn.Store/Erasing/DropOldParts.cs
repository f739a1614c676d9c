using Cairn.Store.ClickHouse;

namespace Cairn.Store.Erasing;

/// <summary>Makes what was deleted go from the disk. ClickHouse keeps the files a mutation or a merge replaced for eight minutes; here they go at once.</summary>
public sealed class DropOldParts(ClickHouseClient client)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the tables have no replaced part on disk. A question that still reads one holds it up.</summary>
    public async Task RunAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        if (await CountAsync(tables, cancellationToken) == 0)
            return;
        foreach (var table in tables)
            await client.ExecuteAsync(
                $"ALTER TABLE {Sql.Identifier(table)} MODIFY SETTING old_parts_lifetime = 1",
                _patience,
                cancellationToken
            );
        while (await CountAsync(tables, cancellationToken) > 0)
        {
            // A table without work looks for old parts once in minutes; this wakes it.
            foreach (var table in tables)
                await client.ExecuteAsync($"SYSTEM START MERGES {Sql.Identifier(table)}", _patience, cancellationToken);
            await Task.Delay(_look, cancellationToken);
        }

        foreach (var table in tables)
            await client.ExecuteAsync(
                $"ALTER TABLE {Sql.Identifier(table)} RESET SETTING old_parts_lifetime",
                _patience,
                cancellationToken
            );
    }

    /// <summary>Parts that ClickHouse set aside as damaged. They are nobody's to delete unseen: an operator looks at them.</summary>
    public async Task<long> DetachedAsync(CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"SELECT count() FROM system.detached_parts WHERE database = currentDatabase()",
            QueryLimits.Interactive,
            cancellationToken
        );
        return rows[0].Int64(0);
    }

    private async Task<long> CountAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"SELECT count() FROM system.parts WHERE database = currentDatabase() AND table IN {tables} AND NOT active",
            QueryLimits.Interactive,
            cancellationToken
        );
        return rows[0].Int64(0);
    }
}
