using System.Text;

namespace Cairn.Store.Schema;

/// <summary>Splits a script at the semicolons that end statements: not at those in quotes or comments.</summary>
public static class SqlStatements
{
    /// <summary>The statements without their semicolons; comments outside quotes are dropped, empty statements too.</summary>
    public static IReadOnlyList<string> Split(string script)
    {
        var statements = new List<string>();
        var current = new StringBuilder();
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            var next = i + 1 < script.Length ? script[i + 1] : '\0';
            if (c is '\'' or '"' or '`')
            {
                var end = EndOfQuote(script, i);
                current.Append(script, i, end - i);
                i = end - 1;
            }
            else if (c == '-' && next == '-')
            {
                var end = script.IndexOf('\n', i);
                i = (end < 0 ? script.Length : end) - 1;
            }
            else if (c == '/' && next == '*')
            {
                var end = script.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? script.Length : end + 1;
                current.Append(' ');
            }
            else if (c == ';')
            {
                Flush();
            }
            else
            {
                current.Append(c);
            }
        }

        Flush();
        return statements;

        void Flush()
        {
            var text = current.ToString().Trim();
            if (text.Length > 0)
                statements.Add(text);
            current.Clear();
        }
    }

    /// <summary>The position after the closing quote; a backslash hides the next character, a doubled quote is a quote.</summary>
    private static int EndOfQuote(string script, int start)
    {
        for (var i = start + 1; i < script.Length; i++)
        {
            if (script[i] == '\\')
                i++;
            else if (script[i] == script[start])
            {
                if (i + 1 < script.Length && script[i + 1] == script[start])
                    i++;
                else
                    return i + 1;
            }
        }

        return script.Length;
    }
}
