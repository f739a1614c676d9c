using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;

namespace Cairn.Store.Maintenance;

/// <summary>Removes everything a deleted project left in the store. Safe to run again.</summary>
public sealed class EraseProjectRows(ClickHouseClient client, DataVersions? versions = null, Identities? identities = null)
{
    private static readonly string[] _tables =
    [
        "events",
        "identity_log",
        "person_merges",
        "person_splits",
        "person_rewrites",
        "person_properties",
        "group_properties",
        "cohort_members",
        "person_changes",
    ];

    /// <summary>Returns when no row of the project is left on disk but in backups.</summary>
    public async Task RunAsync(ProjectId project, CancellationToken cancellationToken)
    {
        // Tables are exchanged while persons are erased; a deletion that began on the one must not end on the other.
        await (identities?.Rewriting.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        try
        {
            foreach (var table in _tables)
                await client.ExecuteAsync(
                    $"ALTER TABLE {Sql.Identifier(table)} DELETE WHERE project_id = {project}",
                    TimeSpan.FromMinutes(30),
                    cancellationToken,
                    "&mutations_sync=1"
                );
        }
        finally
        {
            identities?.Rewriting.Release();
        }

        versions?.Changed(project);
    }
}
