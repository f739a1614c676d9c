using Cairn.Query.Spec;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.SqlConsole;

/// <summary>What does this SELECT over the project's views answer?</summary>
/// <param name="Text">Checked by <see cref="SqlGuard"/>: one SELECT, without comments.</param>
/// <param name="Parameters">By name, in ClickHouse's parameter encoding.</param>
public sealed record SqlSpec(string Text, IReadOnlyList<KeyValuePair<string, string>> Parameters);

/// <summary>Reads the JSON of a sql question.</summary>
public static class SqlReader
{
    public const int MaxLength = 100_000;

    private const int MaxParameters = 100;

    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static SqlSpec? Read(SpecNode body)
    {
        if (body.Object("kind", "query", "parameters") is not { } fields || fields.Required("query") is not { } query)
            return null;
        var guarded = SqlGuard.Check(query.Text(1, MaxLength), query);
        var parameters = fields["parameters"] is { } given ? ReadParameters(given, guarded.Parameters) : [];
        return body.Errors.Any ? null : new SqlSpec(guarded.Text, parameters);
    }

    private static List<KeyValuePair<string, string>> ReadParameters(SpecNode node, IReadOnlySet<string> used)
    {
        var read = new List<KeyValuePair<string, string>>();
        if (node.Kind != System.Text.Json.JsonValueKind.Object)
        {
            node.Object();
            return read;
        }

        foreach (var field in node.Element.EnumerateObject().Take(MaxParameters))
        {
            var value = new SpecNode(field.Value, $"{node.Pointer}/{field.Name}", node.Errors);
            if (!used.Contains(field.Name))
                value.Fault("unknown_field", $"The query has no {{{field.Name}:Type}}.{DidYouMean.Hint(field.Name, used)}");
            else if (QueryText.Parameter(field.Value) is not { } text)
                value.Fault("wrong_type", "A parameter is a text, a number, true, false, null, or a list of those.");
            else
                read.Add(new(field.Name, text));
        }

        return read;
    }
}
