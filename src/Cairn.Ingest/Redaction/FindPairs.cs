using System.Buffers;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary><c>name=value</c> in URLs, fragments, cookies, connection strings and messages: a secret by its name; or a value that shows what it is only once it is decoded
/// (<c>?contact=jane%40example.com</c>) or by its name (<c>?phone=4155550123</c>). Also <c>password: value</c> where the value looks like one.</summary>
internal static class FindPairs
{
    private const int MostValue = 8192;
    private static readonly SearchValues<char> _ends = SearchValues.Create("&#;\"'<>\\ \t\r\n\u00A0");
    private static readonly SearchValues<char> _encoded = SearchValues.Create("%+");

    public static void In(ReadOnlySpan<char> text, Redactor redactor, int depth, Findings findings)
    {
        var hasState = text.Contains("state=", StringComparison.Ordinal);
        for (var i = text.IndexOfAny('=', ':'); i >= 0; i = Next(text, i))
        {
            var name = NameBefore(text, i);
            if (name.Length == 0 || (text[i] == ':' && text[(i + 1)..].StartsWith("//", StringComparison.Ordinal)))
                continue;
            var start = i + 1;
            var maySkipSpace = text[i] == ':' || text[i - 1] == ' ';
            while (start < text.Length && start - i < 4 && (text[start] is '"' or '\'' or '\\' || (text[start] == ' ' && maySkipSpace)))
                start++;
            var isSecret =
                redactor.IsOn(Detector.Secret)
                && (text[i] == ':' ? SecretWords.IsName(name) : SecretWords.IsParameter(name) || (hasState && name is "code"));
            // Only a secret is read to its end, and passed over as a whole; else "a=a=a=…" would be read once per pair.
            var window = isSecret ? text[start..] : text.Slice(start, Math.Min(MostValue, text.Length - start));
            var length = window.IndexOfAny(_ends);
            var value = length < 0 ? window : window[..length];
            if (Replacement.IsOne(value))
                continue;
            value = value.TrimEnd(",.)}]");
            if (value.Length == 0 || Replacement.IsOne(value))
                continue;
            if (!isSecret)
            {
                if (text[i] == '=')
                    Decoded(name, start, value, redactor, depth, findings);
                continue;
            }

            if (text[i] == '=' ? IsStars(value) : !LooksChosen(value))
                continue;
            findings.Add(new Found(start, value.Length, Detector.Secret));
            i = start + value.Length - 1;
        }
    }

    private static void Decoded(
        ReadOnlySpan<char> name,
        int start,
        ReadOnlySpan<char> value,
        Redactor redactor,
        int depth,
        Findings findings
    )
    {
        var hint = Hints.Of(name);
        var isEncoded = value.ContainsAny(_encoded);
        if ((!isEncoded && hint is Hint.None or Hint.Version))
            return;
        var decoded = isEncoded ? Uri.UnescapeDataString(value.ToString().Replace('+', ' ')) : value.ToString();
        // A URL within a URL within a URL, and no further.
        if (redactor.Redact(decoded, hint, depth + 1) is not { } redacted)
            return;
        var instead = isEncoded
            ? Uri.EscapeDataString(redacted.Text)
                .Replace("%5B", "[", StringComparison.Ordinal)
                .Replace("%5D", "]", StringComparison.Ordinal)
            : redacted.Text;
        findings.Add(new Found(start, value.Length, redacted.Detector, instead));
    }

    /// <summary>"Password: is required" is prose; a password has a digit and six characters.</summary>
    private static bool LooksChosen(ReadOnlySpan<char> value) => value.Length >= 6 && value.ContainsAnyInRange('0', '9') && !IsStars(value);

    private static bool IsStars(ReadOnlySpan<char> value) => !value.ContainsAnyExcept("*•xX.");

    private static int Next(ReadOnlySpan<char> text, int at) =>
        text[(at + 1)..].IndexOfAny('=', ':') is >= 0 and var next ? at + 1 + next : -1;

    private static ReadOnlySpan<char> NameBefore(ReadOnlySpan<char> text, int end)
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
}
