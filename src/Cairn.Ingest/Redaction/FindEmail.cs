using System.Buffers;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>E-mail addresses: dot-atoms of RFC 5322 at a domain of at least two labels whose last is letters (RFC 1035, RFC 3696). The at sign may be written
/// <c>%40</c>, as in URLs. Letters of any script are taken (RFC 6531).</summary>
internal static class FindEmail
{
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;
    private static readonly SearchValues<char> _atSigns = SearchValues.Create("@%");

    public static void In(ReadOnlySpan<char> text, Findings findings)
    {
        findings.Looked(text.Length);
        for (var from = 0; text[from..].IndexOfAny(_atSigns) is >= 0 and var found; )
        {
            var at = from + found;
            var width = text[at] == '@' ? 1 : 3;
            from = at + 1;
            if (width == 3 && !text[at..].StartsWith("%40", StringComparison.Ordinal))
                continue;
            var start = at;
            while (start > 0 && at - start < MaxLocal && IsLocal(text[start - 1]))
                start--;
            while (start < at && text[start] is '.' or '\'' or '/' or '=' or '?' or '&' or '*')
                start++;
            var end = EndOfDomain(text, at + width, findings);
            findings.Looked(at - start);
            // https://user@host and git@host:path are told apart by what stands before: a scheme, or nothing.
            if (start == at || text[at - 1] == '.' || end < 0 || text[..start].EndsWith("://", StringComparison.Ordinal))
                continue;
            findings.Add(new Found(start, end - start, Detector.Email));
            from = end;
        }
    }

    /// <returns>−1 when no domain begins here.</returns>
    private static int EndOfDomain(ReadOnlySpan<char> text, int start, Findings findings)
    {
        var (end, lastDot, firstDot) = (start, -1, -1);
        while (end < text.Length && end - start < MaxDomain && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            if (text[end] == '.')
            {
                if (end == start || text[end - 1] == '.')
                    break;
                lastDot = end;
                firstDot = firstDot < 0 ? end : firstDot;
            }

            end++;
        }

        findings.Looked(end - start);
        while (end > start && text[end - 1] is '.' or '-')
            end--;
        // The last label that is only letters ends the domain: "a@b.example.1" is no address beyond "b.example".
        while (end > start && (lastDot = text[start..end].LastIndexOf('.')) > 0)
        {
            var label = text[(start + lastDot + 1)..end];
            var isName = label.Length >= 2 && (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) || IsLetters(label));
            if (isName)
                return IsFileName(label) ? -1 : end;
            end = start + lastDot;
        }

        return -1;
    }

    /// <summary>logo@2x.png and the like.</summary>
    private static bool IsFileName(ReadOnlySpan<char> label)
    {
        foreach (
            var kind in (ReadOnlySpan<string>)["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "map", "ts", "tsx", "json", "mjs"]
        )
        {
            if (label.Equals(kind, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsLetters(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!char.IsLetter(c))
                return false;
        }

        return true;
    }

    private static bool IsLocal(char c) =>
        char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '-' or '%' or '\'' or '!' or '#' or '$' or '*' or '^' or '~';
}
