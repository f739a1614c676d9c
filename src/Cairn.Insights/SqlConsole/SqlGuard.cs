using Cairn.Query.Spec;

namespace Cairn.Insights.SqlConsole;

/// <summary>A query that may be sent.</summary>
/// <param name="Parameters">Names it uses.</param>
internal sealed record GuardedSql(string Text, IReadOnlySet<string> Parameters);

/// <summary>Looks at a stranger's SQL before ClickHouse does. The fence itself is the user it runs as, who has no right to anything but the views; here
/// is refused what needs no right: files by <c>file()</c>, settings inside a subquery, questions about the server.</summary>
internal static class SqlGuard
{
    private static readonly SqlToken _nothing = new(SqlTokenKind.Sign, "", "");

    /// <summary>What may be sent; faults are reported at <paramref name="node"/>.</summary>
    public static GuardedSql Check(string query, SpecNode node)
    {
        var reader = new SqlTokens(query, node);
        if (reader.Read() is not { } tokens)
            return new GuardedSql("", new HashSet<string>());
        var count = tokens.Count;
        while (count > 0 && tokens[count - 1].Text == ";")
            count--;
        CheckBeginning(tokens, count, node);
        var parameters = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            var token = tokens[i];
            if (token is { Kind: SqlTokenKind.Sign, Text: ";" })
                node.Fault("invalid_sql", "Only one statement can be asked at a time.");
            else if (token.Kind == SqlTokenKind.Parameter)
                CheckParameter(token, parameters, node);
            else if (token.Kind is SqlTokenKind.Word or SqlTokenKind.Quoted)
                CheckName(token, At(i - 1), At(i - 2), At(i + 1), node);
        }

        return new GuardedSql(reader.Text.TrimEnd(' ', '\t', '\r', '\n', ';'), parameters);

        SqlToken At(int index) => index >= 0 && index < count ? tokens[index] : _nothing;
    }

    private static void CheckBeginning(IReadOnlyList<SqlToken> tokens, int count, SpecNode node)
    {
        var first = tokens.Take(count).FirstOrDefault(t => t.Text != "(", _nothing);
        if (first.Kind != SqlTokenKind.Word || !Is(first, "select", "with"))
            node.Fault("invalid_sql", "A query begins with SELECT or WITH.");
    }

    /// <summary>A parameter of type Identifier would bring a name that nobody looked at.</summary>
    private static void CheckParameter(SqlToken token, HashSet<string> names, SpecNode node)
    {
        var colon = token.Text.IndexOf(':', StringComparison.Ordinal);
        var type = token.Text[(colon + 1)..].Trim();
        if (
            !type.All(c => char.IsAsciiLetterOrDigit(c) || "_(), '".Contains(c))
            || type.Contains("identifier", StringComparison.OrdinalIgnoreCase)
        )
            node.Fault("invalid_sql", "A parameter is written {name:Type} with the type of a value, such as String or Array(UInt64).");
        names.Add(token.Text[..colon].Trim());
    }

    private static void CheckName(SqlToken token, SqlToken before, SqlToken beforeThat, SqlToken after, SpecNode node)
    {
        // A column of something, or a path in the properties: p.file, properties.`settings`.
        var isMember =
            before.Text == "."
            && before.Kind == SqlTokenKind.Sign
            && (beforeThat.Kind is not SqlTokenKind.Sign || beforeThat.Text is ")" or "]");
        var isCalled = after is { Kind: SqlTokenKind.Sign, Text: "(" };
        if (isMember && !isCalled)
            return;
        var name = token.Text;
        if (SqlWords.Never.Contains(name))
            node.Fault("not_allowed", $"{name} cannot be used here. If it is a name of yours, choose another.");
        else if (
            isCalled
            && (
                SqlWords.NeverCalled.Contains(name) || SqlWords.NeverBegins.Any(b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase))
            )
        )
            node.Fault("not_allowed", $"The function {name} cannot be used here: it reaches beyond the project's views.");
        else if (SqlWords.IsDatabase(name) && after is { Kind: SqlTokenKind.Sign, Text: "." })
            node.Fault("not_allowed", "Only the views events, persons, sessions and groups can be read.");
        else if (token.Kind == SqlTokenKind.Word)
            CheckKeyword(token, isCalled, node);
    }

    private static void CheckKeyword(SqlToken token, bool isCalled, SpecNode node)
    {
        if (Is(token, "settings"))
            node.Fault("not_allowed", "SETTINGS cannot be changed. If it is a name of yours, put it in double quotes.");
        else if (Is(token, "into", "outfile"))
            node.Fault("not_allowed", "A query cannot write. Use the export to get a file.");
        else if (Is(token, "format") && !isCalled)
            node.Fault("not_allowed", "FORMAT cannot be chosen here. Use the export to get another format, or quote the name.");
    }

    private static bool Is(SqlToken token, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (token.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
