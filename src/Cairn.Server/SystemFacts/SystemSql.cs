using Cairn.Store.ClickHouse;

namespace Cairn.Server.SystemFacts;

/// <summary>What the store keeps. Of all projects: for whoever runs the instance. Pure.</summary>
internal static class SystemSql
{
    /// <summary>One row: (rows, bytes on disk, bytes uncompressed) of the events' live parts. From the engine's own books, no scan.</summary>
    public static Sql Size =>
        $"SELECT sum(rows), sum(bytes_on_disk), sum(data_uncompressed_bytes) FROM system.parts WHERE active AND database = currentDatabase() AND table = 'events'";

    /// <summary>Rows: (project, events, first, last). Two narrow columns of all rows: 10 M rows in 0.05 s on two cores.</summary>
    public static Sql Projects => $"SELECT project_id, count(), min(timestamp), max(timestamp) FROM events GROUP BY project_id";
}
