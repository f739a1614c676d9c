using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query;
using Cairn.Query.Running;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;

namespace Cairn.Insights.SqlConsole;

/// <summary>Runs a stranger's SELECT over the views of one project.</summary>
public sealed class SqlQuery(Sandboxes sandboxes, ClickHouseClient store, QuestionRunner runner)
{
    /// <summary>Rows of an answer; the rest is cut off, and said so.</summary>
    public const int MostRows = 10_000;

    /// <summary>20 s, and what the sandbox's own profile bounds: a quarter of ClickHouse's memory. Result rows are bounded by the limit; this bounds unions, whose
    /// parts each have it.</summary>
    private static QueryLimits Limits(int mostRows) => new(TimeSpan.FromSeconds(20), long.MaxValue, 20L * (mostRows + 1));

    /// <summary>ClickHouse looks at the time only between blocks; after this the connection is closed, which ends the query too.</summary>
    private static readonly TimeSpan _atTheLatest = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>No event is before or after. Always the same, so that the views need not be made anew.</summary>
    private static readonly (DateTimeOffset Start, DateTimeOffset End) _ever = (
        new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero)
    );

    /// <summary>The answer; null with the fault reported when ClickHouse cannot run the query.</summary>
    /// <exception cref="QuestionsBusyException">No place came free in time.</exception>
    public async Task<SqlResult?> AskAsync(Asked asked, SqlSpec spec, int mostRows, CancellationToken cancellationToken)
    {
        if (sandboxes.IsEmpty)
        {
            asked.Body.Fault(
                ProblemCodes.NotAvailable,
                "SQL needs the embedded ClickHouse, whose users Cairn makes. This server uses a ClickHouse of its operator (CAIRN_CLICKHOUSE): ask there."
            );
            return null;
        }

        SqlResult? result = null;
        var ran = await sandboxes.TryUseAsync(
            asked.Project.Id,
            _patience,
            async sandbox => result = await RunAsync(sandbox, asked, spec, mostRows, cancellationToken),
            cancellationToken
        );
        return ran ? result : throw new QuestionsBusyException();
    }

    private async Task<SqlResult?> RunAsync(Sandbox sandbox, Asked asked, SqlSpec spec, int mostRows, CancellationToken cancellationToken)
    {
        var all = new TimeRange(_ever.Start, _ever.End, asked.Project.Zone);
        await sandbox.ShowAsync(store, ConsoleViews.Of(asked.Project, all, runner.Persons), cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_atTheLatest);
        try
        {
            var query = new QueryText(spec.Text, spec.Parameters, $"{ConsoleViews.Settings}&limit={mostRows + 1}", spec.Text);
            var rows = await sandbox.Client.QueryAsync(query, Limits(mostRows), limit.Token);
            asked.Question.Cost.Add(rows);
            return Shape(rows, mostRows, asked, all);
        }
        catch (ClickHouseException e) when (SqlFaults.IsTheQuerys(e))
        {
            asked.Errors.Add(asked.At("/query"), SqlFaults.CodeOf(e), SqlFaults.MessageOf(e, sandbox.Database, store.Database));
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClickHouseException(159, "The query did not end in time.");
        }
    }

    private static SqlResult Shape(ClickHouseRows rows, int mostRows, Asked asked, TimeRange all) =>
        new(
            [.. rows.Columns.Select(c => new SqlColumn(c.Name, c.Type))],
            [
                .. rows.Take(mostRows)
                    .Select(row =>
                        (IReadOnlyList<System.Text.Json.Nodes.JsonNode?>)[.. rows.Columns.Select((_, i) => SqlCells.Exact(row[i]))]
                    ),
            ],
            rows.Count > mostRows,
            asked.Question.Meta(all, asked.Body.Element, SqlSemantics.Of(rows.Count > mostRows, mostRows))
        );
}

/// <summary>Rules that decided the numbers, as sentences. In full: <c>docs/semantics/sql.md</c>.</summary>
internal static class SqlSemantics
{
    public static IReadOnlyList<string> Of(bool truncated, int mostRows)
    {
        List<string> rules =
        [
            "The query sees this project's events, persons, sessions and groups only.",
            "person_id is the person after merges, also for events sent before them.",
            "Times are in UTC.",
        ];
        if (truncated)
            rules.Add($"Only the first {mostRows:N0} rows are here; there are more.");
        return rules;
    }
}
