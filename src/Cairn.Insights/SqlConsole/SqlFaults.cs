using System.Text.RegularExpressions;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.SqlConsole;

/// <summary>What ClickHouse says of a query, for the one who wrote it: without names of the inside.</summary>
internal static partial class SqlFaults
{
    private const int NoRight = 497;

    /// <summary>Of the query, not of the server: not too slow, too much or away (they have answers of their own), nor a refused login.</summary>
    public static bool IsTheQuerys(ClickHouseException e) =>
        !e.IsTimeout && !e.IsTooMuch && !e.IsTransient && e.Code is not (0 or 192 or 193 or 194 or 516);

    public static string CodeOf(ClickHouseException e) => e.Code is NoRight or 164 or 291 ? "not_allowed" : "invalid_sql";

    /// <param name="databases">Names of the inside.</param>
    public static string MessageOf(ClickHouseException e, params ReadOnlySpan<string> databases)
    {
        if (CodeOf(e) == "not_allowed")
            return "The query reaches beyond what it may: only the views events, persons, sessions and groups can be read.";
        var message = Ending().Replace(Beginning().Replace(e.Message, ""), "");
        message = Scope().Replace(message, "");
        foreach (var database in databases)
            message = message
                .Replace($"`{database}`.", "", StringComparison.Ordinal)
                .Replace($"{database}.", "", StringComparison.Ordinal)
                .Replace(database, "the project", StringComparison.Ordinal);
        message = FilePath().Replace(message, "…").Replace("..", ".", StringComparison.Ordinal).Trim(' ', '.', ':');
        if (message.Length > 1_000)
            message = message[..1_000] + "…";
        return message.EndsWith('?') ? message : message + ".";
    }

    [GeneratedRegex(@"^Code: \d+\. DB::\w+: ", RegexOptions.None, 1000)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\s*\([A-Z_]+\)( \(version [^)]*\))?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ending();

    /// <summary>Where it happened, in words of the rewritten query. The guess at what was meant stays.</summary>
    [GeneratedRegex(
        @"(:? [Ii]n scope |[.:] [Ww]hile (executing|processing)|: Cannot parse .{0,40}While ).*?(?=\.? ?Maybe you meant|$)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Scope();

    [GeneratedRegex(@"(/[\w.+-]+){2,}/?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePath();
}
