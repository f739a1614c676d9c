using System.Text.Json.Nodes;

namespace Cairn.Insights.Export;

/// <summary>An answer as a table.</summary>
/// <param name="Rows">Cells by column: null, true, false, a number, a text, or a list or object.</param>
public sealed record ExportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<JsonNode?>> Rows);

/// <summary>A kind of question whose answers <see cref="FlattenAnswer"/> would not lay out well.</summary>
public interface ITabularKind
{
    /// <summary>The answer that the kind gave, as a table.</summary>
    ExportTable Tabulate(object answer);
}
