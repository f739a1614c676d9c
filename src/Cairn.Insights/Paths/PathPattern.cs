using System.Text;

namespace Cairn.Insights.Paths;

/// <summary>Names as people write them: <c>*</c> stands for any text. One that begins with <c>/</c> means the path of a page, wherever it is.</summary>
public sealed record PathPattern(string Text)
{
    private const string _scheme = "([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?";

    /// <summary>The same for RE2: the whole name must match.</summary>
    public string Regex
    {
        get
        {
            var regex = new StringBuilder("(?s)^");
            if (Text.StartsWith('/'))
                regex.Append(_scheme);
            // The root of a site has lost its slash.
            if (Text == "/")
                return regex.Append("/?$").ToString();
            foreach (var c in Text)
                _ = c switch
                {
                    '*' => regex.Append(".*"),
                    _ when char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) => regex.Append('\\').Append(c),
                    _ => regex.Append(c),
                };
            return regex.Append('$').ToString();
        }
    }
}
