using Cairn.Testing;
using Cairn.Workspace.Access;
using Cairn.Workspace.Projects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Cairn.Workspace.Tests;

/// <summary>One server's view of a workspace on a real database: everything registered, its background work running.</summary>
internal sealed class TestWorkspace : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestWorkspace(ServiceProvider services, string connectionString) =>
        (_services, ConnectionString) = (services, connectionString);

    public string ConnectionString { get; }

    public WorkspaceAccess Access => Get<WorkspaceAccess>();

    /// <param name="connectionString">The database of another; null: a new one.</param>
    /// <param name="erase">A store to be erased from.</param>
    /// <param name="time">Null: the system's.</param>
    public static async Task<TestWorkspace> StartAsync(
        string? connectionString = null,
        ProjectDeleted? erase = null,
        TimeProvider? time = null
    )
    {
        connectionString ??= await TestEngines.CreatePostgresDatabaseAsync();
        var services = new ServiceCollection();
        services.AddLogging().AddDataProtection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(NpgsqlDataSource.Create(connectionString)).AddWorkspace();
        if (erase is not null)
            services.AddSingleton(erase);
        var workspace = new TestWorkspace(services.BuildServiceProvider(), connectionString);
        await workspace.Access.ReloadAsync(CancellationToken.None);
        return workspace;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts what a host would start, and returns when the watch follows the database.</summary>
    public async Task RunAsync()
    {
        var watching = NextReload();
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        await watching;
    }

    /// <summary>Completes at the next reload; fails after 30 s.</summary>
    public Task NextReload()
    {
        var reloaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Access.Reloaded += (_, _) => reloaded.TrySetResult();
        return reloaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async Task<CreatedProject> CreateProjectAsync(string slug) =>
        (await Get<CreateProject>().RunAsync(new NewProject(slug, slug, TimeZoneInfo.Utc, "EUR"), CancellationToken.None))!;

    /// <summary>As somebody else with the same database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
