using System.Buffers;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary><c>name=value</c> in URLs, fragments, cookies, connection strings and messages: a secret by its name; or a value that shows what it is only once it is decoded
/// (<c>?contact=jane%40example.com</c>) or by its name (<c>?phone=4155550123</c>). Also <c>password: value</c> where the value looks like one.</summary>
/// <remarks>Values within a value ("a=a=a=…") share its end, and a stretch is decoded once: the pairs within it are seen again in the decoded text. So a text is read a fixed number of times.</remarks>
internal static class FindPairs
{
    /// <summary>A URL within a URL within a URL, and no further.</summary>
    public const int MostDepth = 2;

    private static readonly SearchValues<char> _ends = SearchValues.Create("&#;\"'<>\\ \t\r\n\u00A0");

    public static void In(ReadOnlySpan<char> text, Redactor redactor, int depth, Findings findings)
    {
        findings.Looked(text.Length);
        var hasState = text.Contains("state=", StringComparison.Ordinal);
        var (end, trimmed, decodedTo) = (-1, -1, 0);
        var (encodedAt, digitAt) = (-1, -1);
        for (var i = text.IndexOfAny('=', ':'); i >= 0; i = Next(text, i))
        {
            var name = NameBefore(text, i);
            if (name.Length == 0 || (text[i] == ':' && text[(i + 1)..].StartsWith("//", StringComparison.Ordinal)))
                continue;
            var isSecret =
                redactor.IsOn(Detector.Secret)
                && (text[i] == ':' ? SecretWords.IsName(name) : SecretWords.IsParameter(name) || (hasState && name is "code"));
            if (!isSecret && text[i] == ':')
                continue;
            var start = StartAfter(text, i);
            if (start > end)
            {
                end = EndFrom(text, start);
                trimmed = start + text[start..end].TrimEnd(",.)}]").Length;
                findings.Looked(end - start + 1);
            }

            var value = text[start..Math.Max(start, trimmed)];
            if (value.Length == 0 || Replacement.IsOne(value) || Replacement.IsOne(text[start..end]))
                continue;
            if (!isSecret)
            {
                if (encodedAt < start)
                    encodedAt = FirstFrom(text, start, text[start..].IndexOfAny('%', '+'), findings);
                if (start >= decodedTo && Decoded(name, start, value, encodedAt < trimmed, redactor, depth, findings))
                    decodedTo = trimmed;
                continue;
            }

            if (text[i] == ':')
            {
                if (digitAt < start)
                    digitAt = FirstFrom(text, start, text[start..].IndexOfAnyInRange('0', '9'), findings);
                // "Password: is required" is prose; a password has a digit and six characters.
                if (value.Length < 6 || digitAt >= trimmed)
                    continue;
            }

            if (IsStars(value))
                continue;
            findings.Add(new Found(start, value.Length, Detector.Secret));
            i = trimmed - 1;
        }
    }

    /// <summary>Where the value begins after an equals sign or colon: behind quotation marks.</summary>
    public static int StartAfter(ReadOnlySpan<char> text, int sign)
    {
        var start = sign + 1;
        var maySkipSpace = text[sign] == ':' || (sign > 0 && text[sign - 1] == ' ');
        while (start < text.Length && start - sign < 4 && (text[start] is '"' or '\'' or '\\' || (text[start] == ' ' && maySkipSpace)))
            start++;
        return start;
    }

    public static int EndFrom(ReadOnlySpan<char> text, int start) =>
        text[start..].IndexOfAny(_ends) is >= 0 and var length ? start + length : text.Length;

    public static string Decode(ReadOnlySpan<char> value) => Uri.UnescapeDataString(value.ToString().Replace('+', ' '));

    /// <summary>Spaces and quotation marks may stand between.</summary>
    public static ReadOnlySpan<char> NameBefore(ReadOnlySpan<char> text, int end)
    {
        while (end > 0 && text[end - 1] is ' ' or '"' or '\'' or '\\')
            end--;
        var start = end;
        while (
            start > 0
            && end - start <= SecretWords.MostLength
            && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.' or '[' or ']' or '$')
        )
            start--;
        return text[start..end];
    }

    /// <returns>Whether the value was looked at, with the pairs in it.</returns>
    private static bool Decoded(
        ReadOnlySpan<char> name,
        int start,
        ReadOnlySpan<char> value,
        bool isEncoded,
        Redactor redactor,
        int depth,
        Findings findings
    )
    {
        var hint = Hints.Of(name);
        if (!isEncoded && hint is Hint.None or Hint.Version)
            return false;
        var decoded = isEncoded ? Decode(value) : value.ToString();
        var nested = redactor.Search(decoded, hint, depth + 1);
        findings.Looked(value.Length + nested.Work);
        if (redactor.Redact(decoded, nested) is not { } redacted)
            return true;
        var instead = isEncoded
            ? Uri.EscapeDataString(redacted.Text)
                .Replace("%5B", "[", StringComparison.Ordinal)
                .Replace("%5D", "]", StringComparison.Ordinal)
            : redacted.Text;
        findings.Add(new Found(start, value.Length, redacted.Detector, instead));
        return true;
    }

    /// <param name="found">From <paramref name="start"/>; negative: none.</param>
    private static int FirstFrom(ReadOnlySpan<char> text, int start, int found, Findings findings)
    {
        findings.Looked(found < 0 ? text.Length - start : found + 1);
        return found < 0 ? int.MaxValue : start + found;
    }

    private static bool IsStars(ReadOnlySpan<char> value) => !value.ContainsAnyExcept("*•xX.");

    private static int Next(ReadOnlySpan<char> text, int at) =>
        text[(at + 1)..].IndexOfAny('=', ':') is >= 0 and var next ? at + 1 + next : -1;
}
