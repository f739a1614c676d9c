using System.Diagnostics;
using Cairn.Processes;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Backups;

/// <summary>A real server with embedded engines on a data folder, and the commands of its operator.</summary>
internal sealed class RealCairn : IAsyncDisposable
{
    public const string WriteKey = "cwk_backup0123456789abcdef";
    public const string ApiKey = "csk_backup0123456789abcdef0123456789abcdef";
    public const string Email = "owner@example.com";
    public const string Password = "correct-horse-battery";
    private readonly ServerProcess _process;

    private RealCairn(ServerProcess process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static (string Name, string? Value)[] Environment(string data) =>
        [
            ("CAIRN_DATA", data),
            ("CAIRN_OWNER_EMAIL", Email),
            ("CAIRN_OWNER_PASSWORD", Password),
            ("CAIRN_PROJECT", "shop"),
            ("CAIRN_WRITE_KEY", WriteKey),
            ("CAIRN_API_KEY", ApiKey),
        ];

    public static async Task<RealCairn> StartAsync(string data, params (string Name, string? Value)[] more)
    {
        var process = ServerProcess.Start([.. Environment(data), .. more]);
        var line = await process.LineAsync("Cairn is at ");
        if (line is null)
            throw new InvalidOperationException("It did not start: " + (await process.EndAsync()).Error);
        var cairn = new RealCairn(process, new Uri(line.Split(' ')[^1]));
        using var http = cairn.Http();
        await Eventually.TrueAsync(async () => (await http.GetAsync("/readyz")).Status == 200);
        return cairn;
    }

    public Http Http(string? key = ApiKey) => new(Url, key);

    /// <summary>Sends events with ids of their own; returns when they are acknowledged.</summary>
    public async Task SendAsync(int first, int count, string name = "bought")
    {
        using var http = Http(WriteKey);
        var events = Enumerable
            .Range(first, count)
            .Select(i => new
            {
                id = new Guid(i + 1, 0, 0, new byte[8]),
                @event = name,
                distinct_id = $"user-{i % 97}",
                properties = new { number = i, amount = i / 3.0 },
            });
        var answer = await http.PostAsync("/ingest/events", events.ToArray());
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Text);
    }

    /// <summary>The numbers of all events, as they lie in the store, doubled ones twice.</summary>
    public async Task<List<long>> NumbersAsync()
    {
        using var http = Http();
        var answer = await http.PostAsync(
            "/api/projects/shop/query",
            new { kind = "sql", query = "SELECT toInt64(properties.number) AS n FROM events WHERE event = 'bought' ORDER BY n LIMIT 10000" }
        );
        answer.Status.ShouldBe(200, answer.Text);
        return
        [
            .. answer
                .Json.GetProperty("rows")
                .EnumerateArray()
                .Select(row =>
                    row[0].ValueKind == System.Text.Json.JsonValueKind.String ? long.Parse(row[0].GetString()!) : row[0].GetInt64()
                ),
        ];
    }

    public async Task KillAsync() => await _process.DisposeAsync();

    public async Task StopAsync()
    {
        await _process.TerminateAsync();
        await _process.EndAsync();
    }

    public async ValueTask DisposeAsync() => await _process.DisposeAsync();

    /// <summary>Runs a verb as the operator would.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string data, params string[] arguments)
    {
        using var process = Process.Start(Command(data, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }

    public static ProcessStartInfo Command(string data, params string[] arguments)
    {
        var own = HostCommand.ForAssembly(Path.Combine(AppContext.BaseDirectory, "cairn.dll"));
        var start = new ProcessStartInfo(own.FileName, [.. own.Prefix, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CAIRN_DATA"] = data;
        return start;
    }
}
