using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Insights.Questions;
using Cairn.Insights.Tests.Answers;
using Cairn.Insights.Tests.Histories;
using Cairn.Query.Cohorts;
using Cairn.Store.ClickHouse;
using Cairn.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cairn.Insights.Tests.Questions;

/// <summary>The questions' endpoints over real HTTP, with <see cref="SmallShop"/> as the project.</summary>
public sealed class QuestionServer : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private WebApplication _app = null!;
    private int _arrived;

    /// <summary>For requests to be given up.</summary>
    public HttpClient Client => _http;

    /// <summary>How many requests are with their handlers, or were.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    /// <summary>Every kind of question that the product has.</summary>
    public IEnumerable<IQuestionKind> Kinds => _app.Services.GetServices<IQuestionKind>().Where(k => k is not EndlessKind);

    public ClickHouseClient Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var store = await StoredHistories.CreateAsync();
        Store = store.Client;
        var project = SmallShop.Project((await store.AddAsync(SmallShop.History))[0]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddInsights().AddSingleton<IQuestionKind, EndlessKind>();
        builder.Services.AddSingleton<FindCohorts>(_ => _ => ShopDatabase.Cohorts);
        builder.Services.AddSingleton(store.Client).AddSingleton(store.Persons).AddSingleton<TimeProvider>(new FixedTime(SmallShop.Now));
        builder.Services.AddSingleton((await TestEngines.ClickHouseAsync()).Sandboxes);
        _app = builder.Build();
        var group = _app.MapGroup("/api/projects/{slug}");
        group.AddEndpointFilter(
            (context, next) =>
            {
                context.HttpContext.Features.Set(project);
                var answer = next(context);
                Interlocked.Increment(ref _arrived);
                return answer;
            }
        );
        group.MapQuestions();
        await _app.StartAsync(CancellationToken.None);
        _http.BaseAddress = new Uri(_app.Urls.Single() + "/api/projects/shop/");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(path, content, CancellationToken.None);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None));
    }

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, CancellationToken.None);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None));
    }

    /// <summary>The raw answer, and its type.</summary>
    public async Task<(int Status, string? Type, byte[] Body)> FileAsync(string path, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = content is null
            ? await _http.GetAsync(path, CancellationToken.None)
            : await _http.PostAsync(path, content, CancellationToken.None);
        return (
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None)
        );
    }
}
