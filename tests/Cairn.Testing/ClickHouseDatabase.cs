using Cairn.Store.ClickHouse;
using Xunit;

namespace Cairn.Testing;

/// <summary>For <c>IClassFixture&lt;ClickHouseDatabase&gt;</c>: one fresh database with all tables for a test class.</summary>
public sealed class ClickHouseDatabase : IAsyncLifetime
{
    public ClickHouseClient Client { get; private set; } = null!;

    public async Task InitializeAsync() => Client = await TestEngines.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
