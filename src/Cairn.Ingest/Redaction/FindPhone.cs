using System.Text.RegularExpressions;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Telephone numbers. International ones (ITU-T E.164: a plus sign or 00, a country code in use, 8 to 15 digits) with or without separators; national ones only in spellings that
/// nothing else has: North American 3-3-4 (NANP: area and exchange begin with 2–9), a trunk 0 with at least one separator, French pairs, Brazilian and Indian mobile groups.
/// Digits alone are a number only where a name says so (<c>phone</c>, <c>mobile</c> …).</summary>
internal static partial class FindPhone
{
    public const int LeastDigits = 7;

    public static void In(ReadOnlySpan<char> text, Hint hint, Findings findings)
    {
        findings.Looked(3L * text.Length);
        foreach (var match in International.EnumerateMatches(text))
        {
            var found = text.Slice(match.Index, match.Length);
            var digits = Digits(found);
            var isZeros = found.StartsWith("00", StringComparison.Ordinal);
            if (isZeros)
                digits = digits[2..];
            // Digits alone after 00 are as likely an account or order number.
            if (digits.Length is >= 8 and <= 15 && IsCountry(digits) && !(isZeros && !hint.HasFlag(Hint.Phone) && IsDigits(found)))
                findings.Add(new Found(match.Index, match.Length, Detector.Phone));
        }

        foreach (var match in National.EnumerateMatches(text))
        {
            var found = text.Slice(match.Index, match.Length);
            if (!IsDate(found) && Digits(found).Length is >= 9 and <= 12)
                findings.Add(new Found(match.Index, match.Length, Detector.Phone));
        }

        if (!hint.HasFlag(Hint.Phone))
            return;
        foreach (var match in Plain.EnumerateMatches(text))
        {
            if (Digits(text.Slice(match.Index, match.Length)).Length is >= LeastDigits and <= 15)
                findings.Add(new Found(match.Index, match.Length, Detector.Phone));
        }
    }

    /// <summary>The number's digits, without separators and an optional trunk (0).</summary>
    internal static string Digits(ReadOnlySpan<char> text)
    {
        var isInternational =
            text.TrimStart().StartsWith("+", StringComparison.Ordinal) || text.StartsWith("%2B", StringComparison.OrdinalIgnoreCase);
        var from = text.StartsWith("%2B", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
        var digits = new System.Text.StringBuilder(15);
        for (var i = from; i < text.Length; i++)
        {
            if (isInternational && text[i..].StartsWith("(0)", StringComparison.Ordinal))
                i += 2;
            else if (char.IsAsciiDigit(text[i]))
                digits.Append(text[i]);
        }

        return digits.ToString();
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>20-11-2026, 01/02/2026 10:00 and the like begin with a zero and have separators as well.</summary>
    private static bool IsDate(ReadOnlySpan<char> text) => DayFirst.IsMatch(text);

    /// <summary>Country codes in use (ITU-T E.164, list of 2016 with later changes): one digit, two, or three.</summary>
    private static bool IsCountry(ReadOnlySpan<char> digits)
    {
        var three = int.Parse(digits[..3]);
        var two = three / 10;
        return digits[0] switch
        {
            '1' => digits.Length == 11 && digits[1] >= '2' && digits[4] >= '2',
            '7' => digits.Length == 11,
            '0' => false,
            _ => two
                is 20
                    or 27
                    or >= 30
                    and <= 34
                    or 36
                    or 39
                    or 40
                    or 41
                    or >= 43
                    and <= 49
                    or >= 51
                    and <= 58
                    or >= 60
                    and <= 66
                    or 81
                    or 82
                    or 84
                    or 86
                    or >= 90
                    and <= 95
                    or 98
                || three
                    is 211
                        or 212
                        or 213
                        or 216
                        or 218
                        or >= 220
                        and <= 269
                        or 290
                        or 291
                        or 297
                        or 298
                        or 299
                        or >= 350
                        and <= 359
                        or >= 370
                        and <= 389
                        or >= 420
                        and <= 423
                        or >= 500
                        and <= 509
                        or >= 590
                        and <= 599
                        or >= 670
                        and <= 692
                        or 800
                        or 850
                        or 852
                        or 853
                        or 855
                        or 856
                        or 870
                        or 878
                        or >= 880
                        and <= 883
                        or 886
                        or 888
                        or >= 960
                        and <= 977
                        or 979
                        or >= 992
                        and <= 998,
        };
    }

#pragma warning disable MA0009 // every repetition is bounded or ends the match, so a text is read once; a time-out would refuse the event
    [GeneratedRegex(
        @"(?<![\w+.,/=-])(?:\+|%2B|00(?=[1-9 ]))\s?\(?[1-9](?:[ \u00A0./()-]{0,3}\d){7,15}(?![\w]|[.,]\d)|(?<==)(?:\+|%2B)[1-9](?:[ .()-]{0,2}\d){7,15}(?![\w]|[.,]\d)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex International { get; }

    [GeneratedRegex(
        """
            (?<![\w+.$€£#/-]|\d[ ,.:])(?:
              (?:1[ .-])?\([2-9]\d\d\)[ ]?[2-9]\d\d[ .-]\d{4}
            | (?:1[ .-])?[2-9]\d\d(?<sep>[ .-])[2-9]\d\d\k<sep>\d{4}
            | 0[1-9](?:[ ]\d\d){4}
            | 0[1-9](?:\.\d\d){4}
            | \(0\d{2,5}\)[ ]?\d{3,5}(?:[ -]?\d{2,5}){0,2}
            | 0[1-9]\d{1,4}[ /-]\d{3,8}(?:[ -]\d{2,5}){0,2}
            | 06[ -]\d{8}
            | \([1-9]\d\)[ ]?9?\d{4}-\d{4}
            | [6-9]\d{4}[ ]\d{5}
            | [67]\d\d[ ]\d{2}[ ]\d{2}[ ]\d{2}
            )(?![\w/-]|[.,:]\d|[ ]\d\d)
            """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex National { get; }

    [GeneratedRegex(@"(?<![\w.,+-])\+?\(?\d(?:[ \u00A0./()-]{0,2}\d){6,14}(?![\w]|[.,]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Plain { get; }

    [GeneratedRegex(@"^\d{1,2}[-/ .]\d{1,2}[-/ .](?:19|20)\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst { get; }
}
