using Cairn.Server.Health;
using Cairn.Server.Settings;
using Cairn.Server.Upgrades;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Folder;
using Cairn.Workspace.Engine;
using Npgsql;

namespace Cairn.Server.Starting;

/// <summary>Registers both engines, embedded or external by the settings, and what speaks to them. Started by <see cref="StartUp"/>; stopped when the
/// host is disposed, after everything that uses them.</summary>
internal static class Engines
{
    public static IServiceCollection AddEngines(this IServiceCollection services, CairnSettings settings)
    {
        services.AddSingleton(_ => DataFolder.Open(settings.DataFolder, UndoNote.Finish));
        services.AddSingleton<IClickHouse>(provider =>
            settings.ClickHouse is { } address
                ? new ExternalClickHouse(ClickHouseAddress.Parse(address), provider.GetRequiredService<TimeProvider>())
                : new ClickHouseEngine(
                    ClickHouseOptions.For(Path.Combine(settings.DataFolder, "clickhouse"), settings.ClickHouseMemoryBytes),
                    provider.GetRequiredService<ILogger<ClickHouseEngine>>(),
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        services.AddSingleton<IPostgres>(provider =>
            settings.Postgres is { } connectionString
                ? new ExternalPostgres(connectionString, provider.GetRequiredService<TimeProvider>())
                : new PostgresEngine(
                    PostgresOptions.For(Path.Combine(settings.DataFolder, "postgres")),
                    provider.GetRequiredService<ILogger<PostgresEngine>>(),
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        services.AddSingleton(provider => NpgsqlDataSource.Create(provider.GetRequiredService<IPostgres>().ConnectionString));
        services.AddSingleton(provider => provider.GetRequiredService<IClickHouse>().CreateClient());
        services.AddSingleton(provider => provider.GetRequiredService<IClickHouse>().Sandboxes);
        services.AddSingleton<StoreGate>();
        services.AddHostedService<PrepareStore>();
        services.AddSingleton(provider =>
            ClickHouseCheck(
                provider.GetRequiredService<IClickHouse>(),
                provider.GetRequiredService<ClickHouseClient>(),
                provider.GetRequiredService<StoreGate>()
            )
        );
        services.AddSingleton(provider => PostgresCheck(provider.GetRequiredService<NpgsqlDataSource>()));
        return services;
    }

    private static ReadyCheck ClickHouseCheck(IClickHouse engine, ClickHouseClient client, StoreGate gate) =>
        new(
            "clickhouse",
            async cancellationToken =>
            {
                if (!engine.Status.IsReady)
                    return engine.Status.LastError ?? "ClickHouse is starting.";
                if (!gate.IsOpen)
                    return "The tables are being brought up to date.";
                await client.QueryAsync($"SELECT 1", QueryLimits.Interactive, cancellationToken);
                return null;
            }
        );

    private static ReadyCheck PostgresCheck(NpgsqlDataSource database) =>
        new(
            "postgres",
            async cancellationToken =>
            {
                await using var command = database.CreateCommand("SELECT 1");
                await command.ExecuteScalarAsync(cancellationToken);
                return null;
            }
        );
}
