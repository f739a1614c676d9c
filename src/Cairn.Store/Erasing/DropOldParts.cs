using Cairn.Store.ClickHouse;
using Cairn.Store.Cohorts;
using Cairn.Store.Events;

namespace Cairn.Store.Erasing;

/// <summary>Makes what was deleted go from the disk. ClickHouse keeps the files that a mutation or a merge replaced for minutes and removes them when it has
/// nothing better to do; here they go at once: the parts that count are linked into another table, which takes the place of the first, and that is dropped with
/// everything else it had. Nothing is copied, and no question ever misses the table. Safe to run again.</summary>
public sealed class DropOldParts(ClickHouseClient client, EventWriter writer, CohortLists lists)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    /// <summary>Returns when the tables have no replaced part on disk. A question that still reads one holds it up.</summary>
    public async Task RunAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            await DropAsync(table, cancellationToken); // what a killed server left
            if (!await HasOldAsync(table, cancellationToken))
                continue;
            var writing = table == "cohort_members" ? lists.Writing : writer.Writing;
            await writing.WaitAsync(cancellationToken);
            try
            {
                await LinkAsync(table, cancellationToken);
            }
            finally
            {
                writing.Release();
            }

            await DropAsync(table, cancellationToken);
        }
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

    private async Task LinkAsync(string table, CancellationToken cancellationToken)
    {
        var (old, next) = (Sql.Identifier(table), Next(table));
        await client.ExecuteAsync($"CREATE TABLE {next} AS {old}", _patience, cancellationToken);
        var partitions = await client.QueryAsync(
            $"SELECT DISTINCT partition_id FROM system.parts WHERE database = currentDatabase() AND table = {table} AND active",
            QueryLimits.Interactive,
            cancellationToken
        );
        foreach (var partition in partitions.Select(p => p.String(0)))
            // An identifier of ClickHouse's own making, letters and digits; a statement of this kind takes no parameter.
            await client.ExecuteAsync(
                $"ALTER TABLE {next} ATTACH PARTITION ID {Sql.Trusted($"'{partition}'")} FROM {old}",
                _patience,
                cancellationToken
            );
        await client.ExecuteAsync($"EXCHANGE TABLES {next} AND {old}", _patience, cancellationToken);
    }

    private Task DropAsync(string table, CancellationToken cancellationToken) =>
        client.ExecuteAsync($"DROP TABLE IF EXISTS {Next(table)} SYNC", _patience, cancellationToken);

    private async Task<bool> HasOldAsync(string table, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"SELECT count() FROM system.parts WHERE database = currentDatabase() AND table = {table} AND NOT active",
            QueryLimits.Interactive,
            cancellationToken
        );
        return rows[0].Int64(0) > 0;
    }

    private static Sql Next(string table) => Sql.Identifier(table + "_without_old_parts");
}
