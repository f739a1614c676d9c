using Cairn.Server.Settings;
using Cairn.Server.Setup;
using Cairn.Server.Starting;
using Cairn.Store.ClickHouse;
using Cairn.Testing;
using Cairn.Workspace.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Support;

/// <summary>The whole server in this process, on real engines and a real port, with databases of its own.</summary>
public sealed class TestServer : IAsyncDisposable
{
    /// <summary>The owner's key for the whole instance, when set up with <see cref="SetUp"/>.</summary>
    public const string InstanceKey = "csk_instance-key-of-the-tests-0123456789";
    public const string OwnerEmail = "owner@example.com";
    public const string OwnerPassword = "correct-horse-battery";

    private readonly WebApplication _app;

    private readonly ClickHouseClient? _clickHouse;

    private TestServer(WebApplication app, string postgres, ClickHouseClient? clickHouse) =>
        (_app, Postgres, _clickHouse, Url) = (app, postgres, clickHouse, new Uri(app.Urls.First()));

    public Uri Url { get; }

    /// <summary>The connection string of the server's own database.</summary>
    public string Postgres { get; }

    public string DataFolder => Services.GetRequiredService<CairnSettings>().DataFolder;

    public IServiceProvider Services => _app.Services;

    public string SetupToken => Services.GetRequiredService<SetupToken>().Text;

    /// <summary>An owner and an instance key, no project.</summary>
    internal static FirstThings SetUp { get; } = new(new FirstOwner(OwnerEmail, OwnerPassword), Project: null, InstanceApiKey: InstanceKey);

    /// <param name="first">What the environment asks for; null: nothing, so that the first-start link is open.</param>
    /// <param name="postgres">The database of an earlier server; null: a new one.</param>
    /// <param name="map">More routes.</param>
    /// <param name="keepsStore">A server started later reads the same ClickHouse database.</param>
    internal static async Task<TestServer> StartAsync(
        FirstThings? first,
        string? postgres = null,
        Func<CairnSettings, CairnSettings>? settings = null,
        Action<WebApplication>? map = null,
        bool keepsStore = false
    )
    {
        postgres ??= await TestEngines.CreateEmptyPostgresDatabaseAsync();
        var clickHouse = await TestEngines.CreateEmptyDatabaseAsync();
        var address = (await TestEngines.ClickHouseAsync()).Address;
        var asked = new CairnSettings
        {
            DataFolder = TestFolder.Create("server"),
            Urls = ["http://127.0.0.1:0"],
            ClickHouse = $"http://{address.User}:{Uri.EscapeDataString(address.Password)}@{address.Url.Authority}/{clickHouse.Database}",
            Postgres = postgres,
            FirstThings = first,
        };
        var app = CairnServer.Build(settings?.Invoke(asked) ?? asked);
        map?.Invoke(app);
        await app.PrepareAsync();
        await app.StartAsync(CancellationToken.None);
        return new TestServer(app, postgres, keepsStore ? null : clickHouse);
    }

    /// <summary>Waits for ClickHouse's tables.</summary>
    public Task StoreIsReadyAsync() =>
        Services
            .GetRequiredService<StoreGate>()
            .WaitAsync(CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None);

    /// <summary>Sends with this API key, or with none.</summary>
    public Http WithKey(string? key) => new(Url, key);

    /// <summary>A browser: keeps cookies and sends this server's Origin.</summary>
    public Http Browser() => new(Url, key: null) { Origin = Url.GetLeftPart(UriPartial.Authority) };

    /// <summary>A browser whose user has signed in as the owner.</summary>
    public async Task<Http> SignedInAsync()
    {
        var browser = Browser();
        var answer = await browser.PostAsync("/api/session", new { email = OwnerEmail, password = OwnerPassword });
        answer.Status.ShouldBe(204, answer.Text);
        return browser;
    }

    /// <summary>A new project with its two keys.</summary>
    public async Task<NewKeys> CreateProjectAsync()
    {
        var slug = "p-" + Guid.NewGuid().ToString("N")[..12];
        var answer = await WithKey(InstanceKey).PostAsync("/api/projects", new { slug });
        answer.Status.ShouldBe(201, answer.Text);
        return new NewKeys(slug, answer.Json.GetProperty("writeKey").GetString()!, answer.Json.GetProperty("apiKey").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_clickHouse is null)
            return;
        // ClickHouse counts about 1 MiB for each table against its limit of memory, and all servers of a run share one.
        try
        {
            await _clickHouse.ExecuteAsync(
                $"DROP DATABASE {Sql.Identifier(_clickHouse.Database)} SYNC",
                TimeSpan.FromMinutes(1),
                CancellationToken.None
            );
        }
        catch (ClickHouseException e) when (e.Code == 219)
        {
            // The server was stopped while ClickHouse made its tables.
        }
    }
}

public sealed record NewKeys(string Slug, string WriteKey, string ApiKey);

/// <summary>For <c>IClassFixture&lt;SharedServer&gt;</c>: one server, set up, for all tests of a class.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync(TestServer.SetUp);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
