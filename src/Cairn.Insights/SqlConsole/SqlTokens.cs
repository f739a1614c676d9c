using System.Text;
using Cairn.Query.Spec;

namespace Cairn.Insights.SqlConsole;

internal enum SqlTokenKind
{
    /// <summary>A keyword, a name or a function.</summary>
    Word,

    /// <summary>A name in double quotes or backticks; <see cref="SqlToken.Text"/> is without them.</summary>
    Quoted,

    /// <summary>A text in single quotes.</summary>
    Text,
    Number,

    /// <summary><c>{name:Type}</c>; <see cref="SqlToken.Text"/> is the inside.</summary>
    Parameter,
    Sign,
}

/// <param name="Written">As it stood in the query.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, string Written);

/// <summary>Cuts a query into tokens as ClickHouse's lexer does, where the two could differ by refusing: characters beyond ASCII (ClickHouse takes curly quotes
/// for quotes), <c>$…$</c> texts, <c>#</c> comments, escapes in names. What is sent is put together from the tokens, without comments, so
/// nothing reaches ClickHouse that was not looked at.</summary>
internal sealed class SqlTokens(string query, SpecNode node)
{
    private const string Signs = "()[]{},.:;?+-*/%=<>!|";

    private readonly StringBuilder _text = new(query.Length);
    private readonly List<SqlToken> _tokens = [];
    private int _at;

    /// <summary>The query, blanks in place of its comments; valid after <see cref="Read"/>.</summary>
    public string Text => _text.ToString();

    /// <summary>All tokens; null with the fault reported.</summary>
    public IReadOnlyList<SqlToken>? Read()
    {
        while (_at < query.Length)
            if (!Next())
                return null;
        return _tokens;
    }

    private char Peek(int ahead) => _at + ahead < query.Length ? query[_at + ahead] : '\0';

    private bool Next()
    {
        var c = query[_at];
        if (c is ' ' or '\t' or '\n' or '\r')
            _text.Append(query[_at++]);
        else if (c == '-' && Peek(1) == '-')
            Skip(query.IndexOf('\n', _at), 0);
        else if (c == '/' && Peek(1) == '*')
            return Skip(query.IndexOf("*/", _at + 2, StringComparison.Ordinal), 2) || Fault("A comment has no end.");
        else if (c is '\'' or '"' or '`')
            return Quote(c);
        else if (char.IsAsciiLetter(c) || c == '_')
            Take(SqlTokenKind.Word, Length(_at, IsWord));
        else if (char.IsAsciiDigit(c))
            return Number();
        else if (c == '{' && ParameterLength() is > 0 and var length)
            Take(SqlTokenKind.Parameter, length, trim: 1);
        else if (Signs.Contains(c))
            Take(SqlTokenKind.Sign, 1);
        else
            return Fault(
                c is '$' or '#' or '@' or '\\'
                    ? $"The character {c} may stand only inside quotes."
                    : $"The character U+{(int)c:X4} may stand only inside quotes. Use plain quotes ' and plain spaces."
            );
        return true;
    }

    /// <returns>False when there is no end and one is needed.</returns>
    private bool Skip(int end, int needed)
    {
        if (end < 0 && needed > 0)
            return false;
        // Blanks in its place, so that ClickHouse's line and column are those of the query as it was written.
        for (end = end < 0 ? query.Length : end + needed; _at < end; _at++)
            _text.Append(query[_at] == '\n' ? '\n' : ' ');
        return true;
    }

    private bool Quote(char quote)
    {
        for (var i = _at + 1; i < query.Length; i++)
        {
            if (query[i] == '\\')
            {
                if (quote != '\'')
                    return Fault("A name in quotes may have no backslash.");
                i++;
            }
            else if (query[i] == quote && i + 1 < query.Length && query[i + 1] == quote)
            {
                if (quote != '\'')
                    return Fault("A name in quotes may have no quote inside.");
                i++;
            }
            else if (query[i] == quote)
            {
                Take(quote == '\'' ? SqlTokenKind.Text : SqlTokenKind.Quoted, i + 1 - _at, trim: 1);
                return true;
            }
        }

        return Fault($"The quote {quote} is not closed.");
    }

    /// <summary><c>12</c>, <c>1_000</c>, <c>0xFF</c>, <c>1.5e-3</c>. Letters right behind it are none of it, but an all-word run like <c>1day</c> is a word.</summary>
    private bool Number()
    {
        var word = Length(_at, IsWord);
        if (Peek(word) == '.' && char.IsAsciiDigit(Peek(word + 1)))
            word += 1 + Length(_at + word + 1, IsWord);
        if (
            query[_at + word - 1] is 'e' or 'E'
            && Peek(word) is '+' or '-'
            && char.IsAsciiDigit(Peek(word + 1))
            && Peek(1) is not 'x' and not 'X'
        )
            word += 1 + Length(_at + word + 1, char.IsAsciiDigit);
        Take(SqlTokenKind.Number, word);
        return true;
    }

    /// <summary>The length of <c>{name:Type}</c> here; 0 when it is something else, such as a map.</summary>
    private int ParameterLength()
    {
        var i = _at + 1;
        while (i < query.Length && query[i] == ' ')
            i++;
        var name = Length(i, IsWord);
        var colon = i + name;
        while (colon < query.Length && query[colon] == ' ')
            colon++;
        if (name == 0 || colon >= query.Length || query[colon] != ':')
            return 0;
        var end = query.AsSpan(colon).IndexOfAny('}', '{');
        return end > 0 && query[colon + end] == '}' ? colon + end + 1 - _at : 0;
    }

    private void Take(SqlTokenKind kind, int length, int trim = 0)
    {
        var written = query.Substring(_at, length);
        _tokens.Add(new SqlToken(kind, written[trim..^trim], written));
        _text.Append(written);
        _at += length;
    }

    private int Length(int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < query.Length && belongs(query[end]))
            end++;
        return end - start;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private bool Fault(string message)
    {
        node.Fault("invalid_sql", message);
        return false;
    }
}
