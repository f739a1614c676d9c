using System.Text;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Insights.Tests.Histories;
using Cairn.Query.Cohorts;
using Cairn.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cairn.Insights.Tests.Isolation;

/// <summary>The questions' endpoints over real HTTP, for any number of projects in one store. The clock is set by hand.</summary>
internal sealed class ManyProjects : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SetTime _clock = new();
    private readonly Dictionary<string, ProjectContext> _projects = [];
    private WebApplication _app = null!;

    public StoredHistories Store { get; private set; } = null!;

    /// <param name="cohorts">Of every project.</param>
    public static async Task<ManyProjects> StartAsync(StoredCohort[] cohorts)
    {
        var many = new ManyProjects { Store = await StoredHistories.CreateAsync() };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddInsights().AddSingleton<FindCohorts>(_ => _ => cohorts);
        builder.Services.AddSingleton(many.Store.Client).AddSingleton(many.Store.Persons).AddSingleton<TimeProvider>(many._clock);
        builder.Services.AddSingleton((await TestEngines.ClickHouseAsync()).Sandboxes);
        many._app = builder.Build();
        var group = many._app.MapGroup("/{slug}");
        group.AddEndpointFilter(
            (context, next) =>
            {
                context.HttpContext.Features.Set(many._projects[(string)context.HttpContext.GetRouteValue("slug")!]);
                return next(context);
            }
        );
        group.MapQuestions();
        await many._app.StartAsync(CancellationToken.None);
        many._http.BaseAddress = new Uri(many._app.Urls.Single());
        return many;
    }

    public void Add(string slug, ProjectId id, TimeZoneInfo zone) => _projects[slug] = new ProjectContext(id, slug, zone, "EUR");

    /// <summary>For all requests from now on.</summary>
    public void SetClock(DateTimeOffset now) => _clock.Now = now;

    /// <summary>The status and the body. Questions are computed anew.</summary>
    /// <param name="question">Null: GET.</param>
    public async Task<string> AskAsync(string path, string? question)
    {
        using var request = new HttpRequestMessage(question is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (question is not null)
            request.Content = new StringContent(question, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, CancellationToken.None);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
