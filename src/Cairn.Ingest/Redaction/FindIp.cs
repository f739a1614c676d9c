using System.Net;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Addresses of RFC 791 (four decimal parts) and RFC 4291 (with at least three groups, so that <c>a::b</c> in program text is none). Loopback and unspecified addresses are
/// nobody's and stay; so do four-part versions, where a name, a slash or a letter before them says so (<c>Chrome/131.0.0.0</c>).</summary>
internal static class FindIp
{
    /// <summary>Eight groups of four and a colon after each, or the last two as four decimal parts.</summary>
    private const int MostLength = 48;

    public static void In(ReadOnlySpan<char> text, Hint hint, Findings findings)
    {
        findings.Looked(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiHexDigit(text[i]) && text[i] != ':')
                continue;
            var end = i;
            while (end < text.Length && (char.IsAsciiHexDigit(text[end]) || text[end] is '.' or ':'))
                end++;
            var isFree = (i == 0 || !IsWord(text[i - 1])) && (end == text.Length || !IsWord(text[end]));
            findings.Looked(end - i);
            if (isFree)
                Check(text, i, end, hint, findings);
            i = end;
        }
    }

    /// <summary>The run [start, end) of hexadecimal digits, dots and colons.</summary>
    private static void Check(ReadOnlySpan<char> text, int start, int end, Hint hint, Findings findings)
    {
        while (end > start && text[end - 1] is '.')
            end--;
        var run = text[start..end];
        if (run.Count(':') >= 2)
        {
            // A colon that ends a clause.
            if (run[^1] == ':' && run[^2] != ':')
                run = run[..^1];
            if (
                run.Length <= MostLength
                && Groups(run) >= 3
                && IPAddress.TryParse(run, out var six)
                && !IPAddress.IsLoopback(six)
                && !six.Equals(IPAddress.IPv6Any)
            )
                findings.Add(new Found(start, run.Length, Detector.Ip));
            return;
        }

        // An address and a port.
        var colon = run.IndexOf(':');
        var four = colon < 0 ? run : run[..colon];
        if (IsFour(four) && !IsVersion(text, start, four, hint))
            findings.Add(new Found(start, four.Length, Detector.Ip));
    }

    private static bool IsVersion(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> four, Hint hint)
    {
        if (hint.HasFlag(Hint.Address))
            return false;
        if (hint.HasFlag(Hint.Version) || four.EndsWith(".0.0", StringComparison.Ordinal))
            return true;
        var before = text[..start].TrimEnd(' ');
        if (before.EndsWith("version", StringComparison.OrdinalIgnoreCase) || before.EndsWith("build", StringComparison.OrdinalIgnoreCase))
            return true;
        // Chrome/131.0.6778.86 is a version, //203.0.113.9 an address.
        return before.Length == start
            && start > 0
            && (text[start - 1] is '-' || (text[start - 1] == '/' && start > 1 && IsWord(text[start - 2])));
    }

    private static bool IsFour(ReadOnlySpan<char> run)
    {
        if (run.Length is < 7 or > 15 || run.Count('.') != 3)
            return false;
        Span<Range> parts = stackalloc Range[5];
        if (run.Split(parts, '.') != 4)
            return false;
        var first = -1;
        foreach (var part in parts[..4])
        {
            var digits = run[part];
            if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0') || !int.TryParse(digits, out var value) || value > 255)
                return false;
            first = first < 0 ? value : first;
        }

        return first is not (0 or 127 or 255);
    }

    private static int Groups(ReadOnlySpan<char> run)
    {
        var groups = 0;
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i] != ':' && (i == 0 || run[i - 1] == ':'))
                groups++;
        }

        return groups;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
