using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cairn.Processes;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Erasing;

/// <summary>The real server on a data folder of its own, with one project.</summary>
public sealed class CairnFolder : IAsyncDisposable
{
    private const string WriteKey = "cwk_erasure-0123456789";
    private const string ApiKey = "csk_erasure-0123456789-0123456789-0123456789";
    private readonly ServerProcess _process;
    private readonly Http _sender;
    private readonly Http _owner;

    private CairnFolder(ServerProcess process, Uri url) =>
        (_process, _sender, _owner) = (process, new Http(url, WriteKey), new Http(url, ApiKey));

    public static async Task<CairnFolder> StartAsync(string folder)
    {
        var process = ServerProcess.Start(
            ("CAIRN_DATA", folder),
            ("CAIRN_ENGINES", Environment.GetEnvironmentVariable("CAIRN_ENGINES")),
            ("CAIRN_OWNER_EMAIL", "owner@example.com"),
            ("CAIRN_OWNER_PASSWORD", "long-enough-password"),
            ("CAIRN_PROJECT", "shop"),
            ("CAIRN_WRITE_KEY", WriteKey),
            ("CAIRN_API_KEY", ApiKey)
        );
        var line = await process.LineAsync("Cairn is at ") ?? throw new InvalidOperationException((await process.EndAsync()).Error);
        var cairn = new CairnFolder(process, new Uri(line.Split(' ')[^1]));
        await Eventually.TrueAsync(async () => (await cairn._owner.GetAsync("/readyz")).Status == 200);
        return cairn;
    }

    public async Task SendAsync(params object[] events)
    {
        var answer = await _sender.PostAsync("/ingest/events", events);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(events.Length, answer.Text);
    }

    /// <summary>Part of an event: it waits for the rest, which never comes.</summary>
    public async Task SendPartAsync(string mark) => (await _sender.PostAsync("/api/public/ingestion", Part(mark))).Status.ShouldBe(207);

    /// <summary>A generation of Langfuse's that was begun, with the mark as its trace and its question.</summary>
    public static object Part(string mark) =>
        new
        {
            batch = new[]
            {
                new
                {
                    id = mark,
                    type = "generation-create",
                    timestamp = DateTimeOffset.UtcNow,
                    body = new
                    {
                        id = mark,
                        traceId = mark,
                        input = mark,
                    },
                },
            },
        };

    /// <summary>Waits until nothing waits for the store.</summary>
    public Task DrainedAsync() =>
        Eventually.TrueAsync(async () =>
        {
            var metrics = (await _owner.GetAsync("/metrics")).Text.Split('\n');
            var backlog = metrics.Single(l => l.StartsWith("cairn_spool_backlog_bytes ", StringComparison.Ordinal));
            return double.Parse(backlog.Split(' ')[1], CultureInfo.InvariantCulture) == 0;
        });

    public async Task ImportAsync(string csv)
    {
        var sent = await _owner.SendAsync(HttpMethod.Post, "/api/projects/shop/imports?format=csv", csv, "text/csv");
        sent.Status.ShouldBe(202, sent.Text);
        await Eventually.TrueAsync(async () =>
            (await _owner.GetAsync("/api/projects/shop/imports")).Json.GetProperty("items")[0].GetProperty("status").GetString() == "done"
        );
    }

    public async Task EncryptAsync(string eventProperty, string personProperty)
    {
        var body = JsonSerializer.Serialize(new { eventProperties = new[] { eventProperty }, personProperties = new[] { personProperty } });
        (await _owner.SendAsync(HttpMethod.Put, "/api/projects/shop/privacy/encryption", body)).Status.ShouldBe(200);
    }

    public async Task AskErasureAsync(string distinctId) =>
        (await _owner.PostAsync("/api/projects/shop/privacy/erasures", new { distinctId })).Status.ShouldBe(202);

    /// <summary>Of the newest erasure, once it is done.</summary>
    public async Task<JsonElement> ReceiptAsync()
    {
        JsonElement newest = default;
        await Eventually.TrueAsync(async () =>
        {
            newest = (await _owner.GetAsync("/api/projects/shop/privacy/erasures")).Json.GetProperty("items")[0];
            newest.GetProperty("state").GetString().ShouldNotBe("failed", newest.GetRawText());
            return newest.GetProperty("state").GetString() == "done";
        });
        var receipt = await _owner.GetAsync($"/api/projects/shop/privacy/erasures/{newest.GetProperty("id").GetString()}/receipt");
        return receipt.Json;
    }

    /// <summary>Events of all, or of persons whose distinct id begins so.</summary>
    public async Task<long> CountAsync(string prefix = "")
    {
        var answer = await _owner.PostAsync(
            "/api/projects/shop/query",
            new { kind = "sql", query = $"SELECT count() FROM events WHERE startsWith(distinct_id, '{prefix}')" }
        );
        answer.Status.ShouldBe(200, answer.Text);
        var cell = answer.Json.GetProperty("rows")[0][0];
        return cell.ValueKind == JsonValueKind.String ? long.Parse(cell.GetString()!, CultureInfo.InvariantCulture) : cell.GetInt64();
    }

    /// <summary>The first project of a store.</summary>
    public async Task<uint> ProjectIdAsync()
    {
        (await _owner.GetAsync("/api/projects/shop")).Status.ShouldBe(200);
        return 1;
    }

    /// <summary>Until disposed ClickHouse does nothing; connections to it hang.</summary>
    public IDisposable PauseClickHouse()
    {
        var engine = ProcessFacts
            .Children(_process.Id)
            .Single(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("clickhouse", StringComparison.Ordinal));
        Signal("-STOP", engine);
        return new Resumed(() => Signal("-CONT", engine));
    }

    public void Kill() => Signal("-KILL", _process.Id);

    public async Task StopAsync()
    {
        await _process.TerminateAsync();
        (await _process.EndAsync()).ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        _owner.Dispose();
        await _process.DisposeAsync();
    }

    private static void Signal(string signal, int process)
    {
        using var kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private sealed class Resumed(Action resume) : IDisposable
    {
        public void Dispose() => resume();
    }
}
