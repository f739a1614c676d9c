using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Harness;
using Cairn.Sample;

namespace Cairn.Fuzz.Tests;

/// <summary>More than 50,000 bad requests to everything but ingest: sign-in, tokens, questions, filters, property names, SQL, parameters, uploads. Sent with the keys of
/// one project beside another whose data carry a word that must never be answered. From a seed: CAIRN_FUZZ_SEED.</summary>
public sealed class ApiFuzzTests : IAsyncLifetime
{
    /// <summary>In the other project's events: a name, a property's name and value, a distinct id, a group.</summary>
    private const string Marker = "neighbourssecret";
    private const int Workers = 4;
    private static readonly ulong _seed = ulong.TryParse(Environment.GetEnvironmentVariable("CAIRN_FUZZ_SEED"), out var seed) ? seed : 1;

    private readonly string _folder = Directory.CreateTempSubdirectory("cf-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromMinutes(1),
    };
    private ServerProcess _server = null!;
    private string _key = "";
    private string _readKey = "";

    public async Task InitializeAsync()
    {
        // Behind a proxy that is believed, each request may come from another address: no limit per address hides the rest.
        _server = await ServerProcess.StartAsync(
            _folder,
            CancellationToken.None,
            new Dictionary<string, string> { ["CAIRN_PROXIES"] = "127.0.0.1", ["CAIRN_REQUESTS_PER_MINUTE"] = "0" }
        );
        _http.BaseAddress = _server.Url;
        var other = await MadeAsync("/api/projects", new { slug = "neighbour" });
        var own = await MadeAsync("/api/projects", new { slug = "own" });
        _key = own.GetProperty("apiKey").GetString()!;
        _readKey = (
            await MadeAsync(
                "/api/projects/own/keys",
                new
                {
                    kind = "api",
                    name = "reader",
                    role = "analyst",
                }
            )
        ).GetProperty("key").GetString()!;
        await SendEventsAsync(
            other.GetProperty("writeKey").GetString()!,
            new JsonObject
            {
                ["event"] = Marker,
                ["distinct_id"] = Marker,
                ["groups"] = new JsonObject { ["company"] = Marker },
                ["properties"] = new JsonObject { [Marker] = Marker },
                ["set"] = new JsonObject { [Marker] = Marker },
            }
        );
        await SendEventsAsync(
            own.GetProperty("writeKey").GetString()!,
            [
                .. Enumerable
                    .Range(0, 40)
                    .Select(i => new JsonObject
                    {
                        ["event"] = i % 3 == 0 ? "paid" : "seen",
                        ["distinct_id"] = "user_" + (i % 7),
                        ["properties"] = new JsonObject { ["plan"] = i % 2 == 0 ? "pro" : "free", ["amount"] = i },
                    }),
            ]
        );
        await ServerMetrics.WaitUntilDrainedAsync(_server.Url, TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task No_bad_request_makes_a_5xx_and_none_learns_of_another_project()
    {
        var bad = new ConcurrentQueue<string>();
        await RunAsync(10_000, SignIn, bad);
        await RunAsync(15_000, Tokens, bad);
        // Some get as far as an answer, else only the door would be tried.
        (await RunAsync(12_000, Questions, bad)).ShouldBeGreaterThan(100);
        (await RunAsync(8_000, Parameters, bad)).ShouldBeGreaterThan(100);
        (await RunAsync(2_500, Sql, bad)).ShouldBeGreaterThan(10);
        (await RunAsync(2_500, Uploads, bad)).ShouldBeGreaterThan(10);
        (await RunAsync(2_000, PropertyNames, bad)).ShouldBeGreaterThan(100);
        bad.Take(5).ShouldBeEmpty($"{bad.Count} of 52,000");

        var neighbours = await AskAsync(
            "neighbour",
            """{"kind":"trends","range":{"from":"-1d"},"interval":"day","series":[{"event":null,"measure":"count"}]}"""
        );
        neighbours.GetProperty("series")[0].GetProperty("total").GetDouble().ShouldBe(1, "the neighbour's events");
    }

    private delegate HttpRequestMessage Draw(ref SplitMix64 random);

    private HttpRequestMessage SignIn(ref SplitMix64 random)
    {
        var path = BadInput.Pick(["/api/session", "/api/session", "/api/session", "/api/setup"], ref random);
        var request = Post(path, BadQuestion.Damage(BadQuestion.Credentials, ref random), key: null);
        if (random.Chance(0.1))
            request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return request;
    }

    private HttpRequestMessage Tokens(ref SplitMix64 random)
    {
        var path = BadInput.Pick(
            [
                "/api/session",
                "/api/projects",
                "/api/projects/own",
                "/api/projects/neighbour",
                "/api/projects/neighbour/persons",
                "/api/projects/neighbour/catalog/events",
                "/api/shared/cbl_x",
                "/api/audit",
                "/api/system",
                "/hubs/live",
            ],
            ref random
        );
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        var token = Token(ref random);
        if (random.Chance(0.3))
            request.Headers.TryAddWithoutValidation("Cookie", "cairn=" + token);
        else
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                BadInput.Pick(["Bearer ", "bearer ", "Basic ", "", "Bearer  "], ref random) + token
            );
        return request;
    }

    /// <summary>The own project's good key with a character changed, cut or doubled; or nonsense.</summary>
    private string Token(ref SplitMix64 random)
    {
        if (random.Chance(0.3))
            return Printable(BadQuestion.Text(ref random));
        var key = random.Chance(0.2) ? "cst_eyJwIjoxfQ.c2ln" : _key;
        var at = random.Next(4, key.Length);
        return random.Next(0, 3) switch
        {
            0 => key[..at],
            1 => key + key[at..],
            _ => key[..at] + (key[at] == 'A' ? 'B' : 'A') + key[(at + 1)..],
        };
    }

    private HttpRequestMessage Questions(ref SplitMix64 random)
    {
        var path = BadInput.Pick(
            ["query", "query", "query", "query/persons", "query/export?format=csv", "reports", "cohorts/preview"],
            ref random
        );
        var body = BadQuestion.Damage(BadQuestion.Questions, ref random);
        if (path is "query/persons")
            body =
                $$$"""{"query":{{{body}}},"point":{{{BadQuestion.Damage(["""{"series":0,"t":"2026-11-20T00:00:00Z","breakdown":["pro"]}""", """{"step":1,"converted":true}""", """{"cohort":"2026-11-20","period":1}"""], ref random)}}}}""";
        else if (path is "reports")
            body = $$$"""{"name":"x","query":{{{body}}}}""";
        return Post("/api/projects/own/" + path, body, _readKey);
    }

    private HttpRequestMessage Parameters(ref SplitMix64 random)
    {
        var path = BadInput.Pick(
            [
                "events",
                "persons",
                "catalog/events",
                "catalog/properties",
                "catalog/values",
                "export/events",
                "audit",
                "cohorts",
                "reports",
                "boards",
                "persons/1",
                "persons/x/timeline",
                "live/summary",
                "identity/merges",
            ],
            ref random
        );
        var search = new StringBuilder("?");
        for (var more = random.Next(1, 4); more > 0; more--)
        {
            var name = BadInput.Pick(
                [
                    "from",
                    "to",
                    "limit",
                    "cursor",
                    "filter",
                    "event",
                    "distinctId",
                    "search",
                    "property",
                    "scope",
                    "format",
                    "q",
                    "id",
                    "maxAge",
                ],
                ref random
            );
            search
                .Append(name)
                .Append('=')
                .Append(Uri.EscapeDataString(BadQuestion.Text(ref random).Replace("\ud800", "\uFFFD")))
                .Append('&');
        }
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/api/projects/own/{path}{search}"[..Math.Min(7000, path.Length + 18 + search.Length)]
        );
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _key);
        return request;
    }

    private HttpRequestMessage Sql(ref SplitMix64 random) =>
        Post(
            "/api/projects/own/query",
            new JsonObject { ["kind"] = "sql", ["query"] = BadSql.Draw(ref random).Replace("\ud800", "\uFFFD") }.ToJsonString(),
            _readKey
        );

    private HttpRequestMessage Uploads(ref SplitMix64 random)
    {
        var bytes = new byte[random.Next(0, 600)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(random.Chance(0.7) ? random.Next(32, 127) : random.Next(0, 256));
        var kind = random.Next(0, 4);
        var file =
            kind == 0 ? bytes
            : kind == 1 ? [.. "event,user_id,timestamp\nseen,ann,2026-01-01\n"u8, .. bytes]
            : kind == 2 ? [.. "{\"event\":\"seen\",\"distinct_id\":\"a\"}\n"u8, .. bytes]
            : (byte[])[.. "PAR1"u8, .. bytes, .. "PAR1"u8];
        var content = new MultipartFormDataContent
        {
            { new StringContent(BadInput.Pick(["csv", "ndjson", "parquet", "", "exe"], ref random)), "format" },
            { new StringContent("true"), "dryRun" },
            { new ByteArrayContent(file), "file", "history.csv" },
        };
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            "/api/projects/own/imports?dryRun=true&format=" + BadInput.Pick(["csv", "ndjson", "csv", "exe"], ref random)
        )
        {
            Content = random.Chance(0.5) ? content : new ByteArrayContent(file),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _key);
        return request;
    }

    /// <summary>Any text as a property's name in a filter and a breakdown, on every scope.</summary>
    private HttpRequestMessage PropertyNames(ref SplitMix64 random)
    {
        var name = BadQuestion.Text(ref random).Replace("\ud800", "\uFFFD");
        name = name.Length > 300 ? name[..300] : name;
        var scope = BadInput.Pick(["event", "person", "session", "group:company", "group:'"], ref random);
        var question = new JsonObject
        {
            ["kind"] = "trends",
            ["range"] = new JsonObject { ["from"] = "-1d" },
            ["interval"] = "day",
            ["series"] = new JsonArray(new JsonObject { ["event"] = "seen", ["measure"] = "count" }),
            ["breakdowns"] = new JsonArray(new JsonObject { ["property"] = name, ["scope"] = scope }),
            ["filter"] = new JsonObject
            {
                ["property"] = name,
                ["scope"] = scope,
                ["op"] = "is_not_set",
            },
        };
        return Post("/api/projects/own/query", question.ToJsonString(), _readKey);
    }

    /// <returns>How many were answered with 200.</returns>
    private async Task<int> RunAsync(int requests, Draw draw, ConcurrentQueue<string> bad)
    {
        var (next, answered) = (-1, 0);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        await _server.WaitUntilReadyAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        return answered;

        async Task WorkAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < requests && bad.Count < 20; i = Interlocked.Increment(ref next))
            {
                using var request = Drawn(draw, i);
                request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}");
                using var answer = await _http.SendAsync(request, CancellationToken.None);
                var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                if (answer.StatusCode is HttpStatusCode.OK)
                    Interlocked.Increment(ref answered);
                if (
                    (int)answer.StatusCode >= 500
                    || text.Contains(Marker, StringComparison.OrdinalIgnoreCase)
                    || text.Contains("   at Cairn.", StringComparison.Ordinal)
                )
                    bad.Enqueue(
                        $"{draw.Method.Name} {i}: {request.Method} {request.RequestUri} {Sent(request)}\n{(int)answer.StatusCode} {text[..Math.Min(text.Length, 400)]}"
                    );
            }
        }
    }

    private static HttpRequestMessage Drawn(Draw draw, int number)
    {
        var random = new SplitMix64(SplitMix64.At(_seed + (ulong)draw.Method.Name.Length * 1_000_003, (ulong)number));
        return draw(ref random);
    }

    private static string Sent(HttpRequestMessage request) =>
        request.Content is StringContent text ? text.ReadAsStringAsync().GetAwaiter().GetResult() : request.Headers.ToString();

    private static HttpRequestMessage Post(string path, string body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        return request;
    }

    private static string Printable(string text) => string.Concat(text.Where(c => c is > ' ' and < '\x7f'));

    private async Task<JsonElement> MadeAsync(string path, object body)
    {
        using var request = Post(path, JsonSerializer.Serialize(body), ServerProcess.ApiKey);
        using var answer = await _http.SendAsync(request, CancellationToken.None);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None)).RootElement;
    }

    private async Task<JsonElement> AskAsync(string project, string question)
    {
        using var request = Post($"/api/projects/{project}/query", question, ServerProcess.ApiKey);
        using var answer = await _http.SendAsync(request, CancellationToken.None);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None)).RootElement;
    }

    private async Task SendEventsAsync(string writeKey, params JsonObject[] events)
    {
        using var request = Post("/ingest/events", new JsonArray([.. events]).ToJsonString(), writeKey);
        using var answer = await _http.SendAsync(request, CancellationToken.None);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
