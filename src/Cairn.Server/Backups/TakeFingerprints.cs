using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Insights.Answers;
using Cairn.Insights.Questions;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;
using Cairn.Store.Maintenance;
using Cairn.Workspace.Access;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Backups;

/// <summary>Asks a fixed set of questions about every project, and every saved report, as of a given moment, and keeps a hash of each answer. The same on
/// a restored copy must give the same hashes.</summary>
internal sealed class TakeFingerprints(
    ClickHouseClient store,
    PersonResolution persons,
    FindCohorts cohorts,
    PersonIndexes indexes,
    QuestionKinds kinds,
    WorkspaceAccess workspace,
    ListReports reports
)
{
    private static readonly QueryLimits _limits = QueryLimits.Interactive with
    {
        MaxTime = TimeSpan.FromMinutes(10),
        MaxResultRows = 100_000_000,
    };

    /// <summary>Answers to saved reports are asked for no longer than this in all: events wait in the spool meanwhile.</summary>
    private static readonly TimeSpan _reports = TimeSpan.FromSeconds(30);

    /// <summary>Words of SQL whose answers differ from one time to the next.</summary>
    private static readonly string[] _moving = ["now", "today", "yesterday", "rand", "generate", "any", "approx", "uptime"];

    /// <summary>The fixed questions. Columns are named: those that a later schema adds do not change an answer.</summary>
    /// <param name="tables">With the columns that count.</param>
    public async Task<IReadOnlyList<Fingerprint>> OfStoreAsync(IReadOnlyList<BackedUpTable> tables, CancellationToken cancellationToken)
    {
        var prints = new List<Fingerprint>();
        foreach (var table in tables.Where(t => t.Columns.Contains("project_id")))
            if (table.Name != "events")
                prints.AddRange(await OfRowsAsync(table.Name, RowsOf(table), cancellationToken));
        prints.AddRange(await OfRowsAsync("events_per_day", PerDay, cancellationToken));
        prints.AddRange(await OfRowsAsync("events_per_name", PerName, cancellationToken));
        prints.AddRange(await OfRowsAsync("last_sequence", Last, cancellationToken));
        return prints;
    }

    /// <summary>Every saved report's answer, asked at <paramref name="now"/>.</summary>
    public async Task<IReadOnlyList<Fingerprint>> OfReportsAsync(DateTimeOffset now, bool isBounded, CancellationToken cancellationToken)
    {
        var clock = new StoppedClock(now);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (isBounded)
            bound.CancelAfter(_reports);
        var prints = new List<Fingerprint>();
        foreach (var project in workspace.Current.Projects.OrderBy(p => p.Id.Value))
        foreach (var report in await reports.PageAsync(project.Id, null, null, 500, cancellationToken))
        {
            using var query = JsonDocument.Parse(report.Query);
            var name = $"report:{report.Id}";
            string? hash = null;
            if (!bound.IsCancellationRequested && !IsMoving(query.RootElement))
                hash = await AnswerAsync();
            prints.Add(new Fingerprint(project.Id.Value, name, hash));

            async Task<string?> AnswerAsync()
            {
                try
                {
                    var first = await AskAsync();
                    return first == await AskAsync() ? first : null;
                }
                catch (Exception e)
                    when (e is ClickHouseException or ClickHouseUnavailableException or QuestionsBusyException or OperationCanceledException
                    )
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return null;
                }
            }

            async Task<string?> AskAsync()
            {
                var runner = new QuestionRunner(store, persons, clock, cohorts, indexes);
                var answer = new AnswerQuestion(runner, kinds, new DataVersions(clock), new AnswerCache());
                var found = await answer.FindAsync(project.Context, query.RootElement, TimeSpan.Zero, bound.Token);
                return found is null ? "no answer" : Hash([Canonical(found)]);
            }
        }

        return prints;
    }

    private static bool IsMoving(JsonElement query) =>
        query.TryGetProperty("query", out var sql)
        && sql.ValueKind == JsonValueKind.String
        && _moving.Any(word => sql.GetString()!.Contains(word, StringComparison.OrdinalIgnoreCase));

    private async Task<IEnumerable<Fingerprint>> OfRowsAsync(string question, Sql sql, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(sql, _limits, cancellationToken);
        return rows.GroupBy(r => (uint)r.UInt64(0))
            .Select(g => new Fingerprint(
                g.Key,
                question,
                Hash(
                    g.Select(row => string.Join('\t', Enumerable.Range(0, rows.Columns.Count).Select(i => row[i].GetRawText())))
                        .Order(StringComparer.Ordinal)
                )
            ));
    }

    /// <summary>Rows: (project, rows, hash over them in any order), after ClickHouse's folding of rows that replace each other.</summary>
    private static Sql RowsOf(BackedUpTable table) =>
        $"""
            SELECT project_id, count(), toString(groupBitXor(cityHash64({Sql.Join(", ", table.Columns.Select(Sql.Identifier))})))
            FROM {Sql.Identifier(table.Name)} FINAL GROUP BY project_id
            """;

    /// <summary>Rows: (project, day, events, persons, hash over the events' content in any order).</summary>
    private static Sql PerDay =>
        $"""
            SELECT project_id, toDate(timestamp, 'UTC'), count(), uniqExact(person_id),
                toString(groupBitXor(cityHash64(event_id, sequence, event, distinct_id, timestamp, received_at, session_id, properties_json)))
            FROM events GROUP BY 1, 2
            """;

    /// <summary>Rows: (project, event, events, persons).</summary>
    private static Sql PerName => $"SELECT project_id, event, count(), uniqExact(person_id) FROM events GROUP BY 1, 2";

    /// <summary>Rows: (project, events, last sequence).</summary>
    private static Sql Last => $"SELECT project_id, count(), max(sequence) FROM events GROUP BY 1";

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    /// <summary>Without what an answer tells of itself, and with numbers to ten digits: sums of fractions differ in the last ones with the order of rows.</summary>
    private static string Canonical(JsonNode? node) =>
        node switch
        {
            null => "null",
            JsonObject o => "{" + string.Join(',', o.Where(f => f.Key != "meta").Select(f => f.Key + ":" + Canonical(f.Value))) + "}",
            JsonArray a => "[" + string.Join(',', a.Select(Canonical)) + "]",
            _ when node.GetValueKind() == JsonValueKind.Number => node.GetValue<JsonElement>()
                .GetDouble()
                .ToString("G10", CultureInfo.InvariantCulture),
            _ => node.ToJsonString(),
        };

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
