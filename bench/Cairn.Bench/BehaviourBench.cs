using System.Diagnostics;
using System.Text;
using Cairn.Events;
using Cairn.Harness;
using Cairn.Insights.Funnels;
using Cairn.Insights.Questions;
using Cairn.Insights.Retention;
using Cairn.Insights.Trends;
using Cairn.Processes;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Spec;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Identity;
using Cairn.Store.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Bench;

/// <summary>Behavioural questions over a store five times the large one (50 M events, 1 M persons, 90 days, 20 event names), each beside the plain
/// ClickHouse query that somebody would write. Kinds are asked as the server asks them, without HTTP; rows are made inside ClickHouse.</summary>
internal sealed class BehaviourBench(BenchOptions options)
{
    private const int Persons = 1_000_000;
    private const int Asked = 15;

    private static readonly ProjectId _project = new(1);
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(5), 1_400_000_000, 1_000_000);
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(30);
    private static readonly DateTimeOffset _start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Question, string Plain, string Target)[] _questions =
    [
        (
            "4-step ordered funnel, 7-day window",
            """{"kind":"funnel","range":{"from":"2026-06-01","to":"2026-08-29"},"steps":[{"event":"event_0"},{"event":"event_3"},{"event":"event_7"},{"event":"event_11"}],"window":{"value":7,"unit":"day"}}""",
            """
            SELECT level, count() FROM (
                SELECT person_id, windowFunnel(604800000)(toUInt64(toUnixTimestamp64Milli(timestamp)), event = 'event_0', event = 'event_3', event = 'event_7', event = 'event_11') AS level
                FROM events WHERE project_id = 1 AND event IN ('event_0', 'event_3', 'event_7', 'event_11') GROUP BY person_id)
            GROUP BY level
            """,
            "≤ 800"
        ),
        (
            "daily retention, 30 periods, first in range",
            """{"kind":"retention","range":{"from":"2026-06-01","to":"2026-07-30"},"start":{"event":null},"return":{"event":null},"interval":"day","periods":30}""",
            """
            SELECT first, day - first AS period, count() FROM (
                SELECT person_id, arrayJoin(groupUniqArray(toDate(timestamp)) AS days) AS day, arrayMin(days) AS first
                FROM events WHERE project_id = 1 GROUP BY person_id)
            WHERE first <= '2026-07-30' AND period <= 30 GROUP BY first, period
            """,
            "≤ 800"
        ),
        (
            "exact daily active persons",
            """{"kind":"trends","range":{"from":"2026-06-01","to":"2026-08-29"},"interval":"day","series":[{"event":null,"measure":"persons"}]}""",
            "SELECT toDate(timestamp) AS day, uniqExact(person_id) FROM events WHERE project_id = 1 GROUP BY day",
            "≤ 500"
        ),
    ];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var events in new[] { options.StoredEvents, options.StoredEvents * 5L })
            figures.AddRange(await MeasureAsync(events, cancellationToken));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(long events, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), "cairn-bench-behaviour-" + Guid.NewGuid().ToString("N")[..8]);
        var library = EnginesFolder.File(ClickHouseOptions.Package, "libchdb.so");
        await using var engine = new ClickHouseEngine(
            new ClickHouseOptions(folder, library, new HostCommand(ServerProgram.Path, []), 1_500_000_000),
            NullLogger<ClickHouseEngine>.Instance,
            TimeProvider.System
        );
        try
        {
            await engine.StartAsync(cancellationToken);
            await engine.WaitUntilReadyAsync(cancellationToken);
            var client = engine.CreateClient();
            await StoreSchema.MigrateAsync(client, cancellationToken);
            await FillAsync(client, events, cancellationToken);
            return await AskAsync(client, events, cancellationToken);
        }
        finally
        {
            await engine.StopAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> AskAsync(ClickHouseClient client, long events, CancellationToken cancellationToken)
    {
        var identities = new Identities(client, TimeProvider.System);
        await identities.LoadAsync(cancellationToken);
        await using var services = new ServiceCollection()
            .AddSingleton(client)
            .AddSingleton(identities)
            .AddSingleton<PersonResolution>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new PersonIndexOptions(() => (ulong)events + 1))
            .AddSingleton<PersonIndexes>()
            .AddSingleton<ILogger<PersonIndexes>>(NullLogger<PersonIndexes>.Instance)
            .AddSingleton<QuestionRunner>()
            .AddSingleton<TrendsQuery>()
            .AddSingleton<FunnelQuery>()
            .AddSingleton<RetentionQuery>()
            .BuildServiceProvider();
        var size = $"{events:n0} events, {Persons:n0} persons, {Asked} questions";
        var figures = new List<Figure>();
        async Task<double[]> TimeAsync(Func<Task> askAsync)
        {
            var taken = new List<double>();
            for (var i = 0; i < Asked + 1; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await askAsync();
                if (i > 0)
                    taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            taken.Sort();
            return [.. taken];
        }

        var kinds = new QuestionKinds([
            new TrendsKind(services.GetRequiredService<TrendsQuery>(), null!),
            new FunnelKind(services.GetRequiredService<FunnelQuery>(), null!),
            new RetentionKind(services.GetRequiredService<RetentionQuery>(), null!),
        ]);
        var runner = services.GetRequiredService<QuestionRunner>();
        async Task AskOneAsync(string question)
        {
            var errors = new SpecErrors();
            var body = SpecBody.Read(Encoding.UTF8.GetBytes(question), errors)!.Value;
            var asked = new Asked(runner.Ask(new ProjectContext(_project, "bench", TimeZoneInfo.Utc, "EUR")), body);
            if (kinds.Of(body) is not { } kind || await kind.AskAsync(asked, cancellationToken) is null)
                throw new InvalidOperationException("The question has faults: " + string.Join(", ", errors.Items));
        }

        var building = Stopwatch.StartNew();
        await services.GetRequiredService<PersonIndexes>().WaitAsync(_project);
        figures.Add(new Figure("building the person index", "s", [building.Elapsed.TotalSeconds], "", size));
        foreach (var (name, question, plain, target) in _questions)
        {
            var mine = await TimeAsync(() => AskOneAsync(question));
            var theirs = await TimeAsync(() => client.QueryAsync(Sql.Trusted(plain), _limits, cancellationToken));
            figures.Add(new Figure($"{name}, p50", "ms", [Percentile.Of(mine, 0.5)!.Value], "", size));
            figures.Add(new Figure($"{name}, p95", "ms", [Percentile.Of(mine, 0.95)!.Value], events > 20_000_000 ? target : "≤ 200", size));
            figures.Add(new Figure($"{name}, plain ClickHouse, p50", "ms", [Percentile.Of(theirs, 0.5)!.Value], "", size));
            Console.Error.WriteLine(
                $"  {events:n0}: {name}: {Percentile.Of(mine, 0.5):0} ms, p95 {Percentile.Of(mine, 0.95):0} ms; plain {Percentile.Of(theirs, 0.5):0} ms"
            );
        }

        var together = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskOneAsync(_questions[i % _questions.Length].Question)));
        figures.Add(new Figure("twenty at once, all answered", "ms", [together.Elapsed.TotalMilliseconds], "none fails", size));
        figures.Add(
            new Figure(
                "memory of the asking process, largest",
                "MB",
                [Process.GetCurrentProcess().PeakWorkingSet64 / 1e6],
                "",
                "the index included, ClickHouse not"
            )
        );
        return figures;
    }

    private static async Task FillAsync(ClickHouseClient client, long events, CancellationToken cancellationToken)
    {
        for (long from = 0; from < events; from += 5_000_000)
        {
            var count = Math.Min(5_000_000, events - from);
            await client.ExecuteAsync(
                $"""
                INSERT INTO events
                SELECT {_project}, concat('event_', toString(cityHash64(number, 'name') % 20)),
                    {_start} + toIntervalSecond(intDiv(number * 7776, {events / 1000})),
                    sipHash64(cityHash64(intDiv(number, 5)) % {Persons}) AS person_id, toString(person_id), '', generateUUIDv4(), now64(3), number, map(), {"{}"}, {"{}"}
                FROM numbers({from}, {count})
                """,
                _long,
                cancellationToken
            );
        }

        await client.ExecuteAsync($"OPTIMIZE TABLE events", _long, cancellationToken);
    }
}
