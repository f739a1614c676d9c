using System.Buffers;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>JSON web tokens (RFC 7519) in their compact form: a header that begins as the base64url of <c>{"</c> does, a payload, and often a signature.</summary>
internal static class FindJwt
{
    private const string Beginning = "eyJ";
    private const int LeastPart = 8;
    private static readonly SearchValues<char> _base64Url = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    public static void In(ReadOnlySpan<char> text, Findings findings)
    {
        // Many beginnings in one header share its end, which is looked for once.
        var (headerEnd, from) = (0, 0);
        while (text[from..].IndexOf(Beginning, StringComparison.Ordinal) is >= 0 and var found)
        {
            var start = from + found;
            from = start + Beginning.Length;
            if (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
                continue;
            if (headerEnd < from)
                headerEnd = EndOfPart(text, from, findings);
            if (headerEnd - from < LeastPart || headerEnd == text.Length || text[headerEnd] != '.')
                continue;
            var end = EndOfPart(text, headerEnd + 1, findings);
            if (end - headerEnd - 1 < LeastPart)
                continue;
            if (end < text.Length && text[end] == '.')
                end = EndOfPart(text, end + 1, findings);
            findings.Add(new Found(start, end - start, Detector.Secret));
            from = end;
        }
    }

    private static int EndOfPart(ReadOnlySpan<char> text, int start, Findings findings)
    {
        var length = text[start..].IndexOfAnyExcept(_base64Url);
        var end = length < 0 ? text.Length : start + length;
        findings.Looked(end - start + 1);
        return end;
    }
}
