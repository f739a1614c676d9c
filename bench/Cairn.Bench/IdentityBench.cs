using System.Diagnostics;
using Cairn.Events;
using Cairn.Harness;
using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Identity;
using Cairn.Store.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Bench;

/// <summary>What merges cost a question: exact daily persons over a store five times the large one (50 M events, 1 M distinct ids), with no merge, with
/// 200,000 merges laid over, and after they are rewritten. Rows are made inside ClickHouse, with own ids as the server computes them.</summary>
internal sealed class IdentityBench(BenchOptions options)
{
    private const int Merges = 200_000;
    private const int DistinctIds = 1_000_000;
    private const int Asked = 7;

    private static readonly ProjectId _project = new(1);
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(5), 1_400_000_000, 1_000_000);
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(30);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var events = options.StoredEvents * 5;
        var folder = Path.Combine(Path.GetTempPath(), "cairn-bench-identity-" + Guid.NewGuid().ToString("N")[..8]);
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
            return await MeasureAsync(client, events, cancellationToken);
        }
        finally
        {
            await engine.StopAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(ClickHouseClient client, long events, CancellationToken cancellationToken)
    {
        var identities = new Identities(client, TimeProvider.System);
        await identities.LoadAsync(cancellationToken);
        var (plain, before) = await AskAsync(client, identities, cancellationToken);

        await MergeAsync(client, cancellationToken);
        var loading = Stopwatch.StartNew();
        await identities.LoadAsync(cancellationToken);
        loading.Stop();
        var (laidOver, during) = await AskAsync(client, identities, cancellationToken);

        var rewriting = Stopwatch.StartNew();
        await new PersonRewrite(client, identities, new PersonResolution(identities), TimeProvider.System).RunAsync(
            TimeSpan.Zero,
            cancellationToken
        );
        rewriting.Stop();
        var (rewritten, after) = await AskAsync(client, identities, cancellationToken);
        if (during >= before || after != during)
            throw new InvalidOperationException($"Wrong persons: {before} before, {during} laid over, {after} rewritten.");

        var size = $"{events:n0} events, {DistinctIds:n0} distinct ids, {Merges:n0} merges; {Asked} questions";
        return
        [
            new("exact daily persons, no merges", "ms", plain, "", size),
            new("exact daily persons, merges laid over", "ms", laidOver, "", size),
            new("exact daily persons, merges rewritten", "ms", rewritten, "", size),
            new("reading the identity log at start", "ms", [loading.Elapsed.TotalMilliseconds], "", size),
            new("rewriting the events", "s", [rewriting.Elapsed.TotalSeconds], "", "in the background, once"),
        ];
    }

    private static async Task FillAsync(ClickHouseClient client, long events, CancellationToken cancellationToken)
    {
        for (long from = 0; from < events; from += 5_000_000)
        {
            var count = Math.Min(5_000_000, events - from);
            await client.ExecuteAsync(
                $"""
                INSERT INTO events
                SELECT {_project}, concat('event_', toString(number % 20)),
                    toDateTime64('2026-06-01 00:00:00', 3, 'UTC') + toIntervalSecond(intDiv(number * 7776, {events / 1000})),
                    {OwnId}, concat('user_', toString(cityHash64(intDiv(number, 50)) % {DistinctIds})) AS distinct_id, '', generateUUIDv4(), now64(3), number, map(), {EmptyObject}, {EmptyObject}
                FROM numbers({from}, {count})
                """,
                _long,
                cancellationToken
            );
        }

        await client.ExecuteAsync($"OPTIMIZE TABLE events", _long, cancellationToken);
    }

    /// <summary>As if 200,000 aliases had come: user_0 … joined to their neighbours in the upper part.</summary>
    private static Task MergeAsync(ClickHouseClient client, CancellationToken cancellationToken) =>
        client.ExecuteAsync(
            $"""
            INSERT INTO identity_log (project_id, sequence, at, kind, from_distinct_id, into_distinct_id, outcome, event_id)
            SELECT {_project}, 1000000000 + number, now64(3), 'alias', concat('user_', toString(number)),
                concat('user_', toString(number + {DistinctIds / 2})), 'merged', generateUUIDv4()
            FROM numbers({Merges})
            """,
            _long,
            cancellationToken
        );

    /// <summary><see cref="PersonId.Of"/> in SQL.</summary>
    private static Sql OwnId =>
        $"reinterpretAsUInt64(reverse(substring(SHA256(concat(unhex('00000001'), distinct_id)), 1, 8))) AS person_id";

    private static string EmptyObject => "{}";

    private static async Task<(double[] Milliseconds, long Persons)> AskAsync(
        ClickHouseClient client,
        Identities identities,
        CancellationToken cancellationToken
    )
    {
        var person = new PersonResolution(identities).PersonOfEvent(_project);
        var taken = new List<double>();
        for (var i = 0; i < Asked + 1; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.QueryAsync(
                $"SELECT toDate(timestamp) AS day, uniqExact({person}) FROM events WHERE project_id = {_project} GROUP BY day ORDER BY day",
                _limits,
                cancellationToken
            );
            if (i > 0)
                taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var persons = await client.QueryAsync(
            $"SELECT uniqExact({person}) FROM events WHERE project_id = {_project}",
            _limits,
            cancellationToken
        );
        return ([.. taken], persons[0].Int64(0));
    }
}
