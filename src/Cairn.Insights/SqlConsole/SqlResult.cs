using System.Text.Json.Nodes;
using Cairn.Query.Running;

namespace Cairn.Insights.SqlConsole;

/// <summary>A table.</summary>
/// <param name="Rows">Cells by column. Times are ISO 8601 in UTC; whole numbers beyond ±2^53 are texts, since JSON readers would round them.</param>
/// <param name="Truncated">There are more rows than are here.</param>
public sealed record SqlResult(
    IReadOnlyList<SqlColumn> Columns,
    IReadOnlyList<IReadOnlyList<JsonNode?>> Rows,
    bool Truncated,
    QueryMeta Meta
);

/// <param name="Type">ClickHouse's name for the type.</param>
public sealed record SqlColumn(string Name, string Type);
