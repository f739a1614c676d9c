using Cairn.Ingest;
using Cairn.Ingest.Import;
using Cairn.Server.Settings;
using Cairn.Store.ClickHouse;

namespace Cairn.Server.Imports;

/// <summary>Registers imports of files.</summary>
internal static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services, CairnSettings settings)
    {
        services.AddSingleton(provider => new Ingest.Import.Imports(
            Path.Combine(settings.DataFolder, "imports"),
            new ImportRoom(settings.ImportMaxBytes, settings.MinFreeBytes),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<FindStoredEvents>(provider => Find(provider.GetRequiredService<ClickHouseClient>()));
        services.AddSingleton<RunImport>();
        services.AddHostedService<RunImports>();
        return services;
    }

    /// <summary>The spool knows ids for a week; a file may come again years later. Looks only where the batch's events would lie.</summary>
    private static FindStoredEvents Find(ClickHouseClient store) =>
        async (project, events, cancellationToken) =>
        {
            string[] ids = [.. events.Select(e => e.Id.ToString("D"))];
            try
            {
                var rows = await store.QueryAsync(
                    $"""
                    SELECT event_id FROM events
                    WHERE project_id = {project} AND timestamp >= {events.Min(e => e.Timestamp)} AND timestamp <= {events.Max(e =>
                        e.Timestamp
                    )}
                        AND event_id IN (SELECT toUUID(arrayJoin({ids})))
                    """,
                    QueryLimits.Interactive,
                    cancellationToken
                );
                return rows.Select(row => row.Guid(0)).ToHashSet();
            }
            catch (Exception e) when (e is ClickHouseException or ClickHouseUnavailableException)
            {
                throw new SinkUnavailableException(e.Message, e);
            }
        };
}
