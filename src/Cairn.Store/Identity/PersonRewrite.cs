using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Identity;

/// <summary>Writes the merged persons into the events' rows, so that questions read a plain column again. Rewrites only the column person_id of the parts
/// that hold affected rows.</summary>
public sealed class PersonRewrite(ClickHouseClient client, Identities identities, PersonResolution resolution, TimeProvider time)
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(30);

    /// <summary>Rewrites every project whose moves have waited for at least <paramref name="patience"/>. Safe to stop and to run again.</summary>
    public async Task RunAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        foreach (var (project, state) in identities.Pending.ToList())
        {
            if (time.GetUtcNow() - state.PendingSince < patience)
                continue;
            await identities.Rewriting.WaitAsync(cancellationToken);
            try
            {
                await RunAsync(project, state, cancellationToken);
            }
            finally
            {
                identities.Rewriting.Release();
            }
        }
    }

    private async Task RunAsync(ProjectId project, ProjectIdentities state, CancellationToken cancellationToken)
    {
        // Rows written from here on carry moves up to this version already: the drain applies moves before it writes a batch.
        var version = state.Version;
        var splitVersion = state.HasSplits ? state.SplitVersion : 0;
        Sql splits =
            splitVersion > 0 ? $"OR distinct_id IN (SELECT distinct_id FROM person_splits WHERE project_id = {project})" : Sql.Empty;
        await client.ExecuteAsync(
            $"""
            ALTER TABLE events UPDATE person_id = {resolution.PersonOfEvent(project)}
            WHERE project_id = {project}
            AND (person_id IN (SELECT own_id FROM person_merges WHERE project_id = {project} AND version > {state.RewrittenUpTo}) {splits})
            """,
            _longest,
            cancellationToken,
            "&mutations_sync=1&allow_nondeterministic_mutations=1"
        );
        await client.ExecuteAsync($"INSERT INTO person_rewrites SELECT {project}, {version}", _longest, cancellationToken);
        state.RewrittenUpTo = version;
        if (splitVersion > 0)
        {
            state.SplitsRewrittenUpTo = splitVersion;
            await client.ExecuteAsync(
                $"DELETE FROM person_splits WHERE project_id = {project} AND version <= {splitVersion}",
                _longest,
                cancellationToken
            );
        }

        state.PendingSince = time.GetUtcNow();
    }
}
