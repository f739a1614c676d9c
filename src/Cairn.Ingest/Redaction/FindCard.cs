using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Payment card numbers: 14 to 16 or 19 digits whose beginning and length an issuer uses, with the check digit of ISO/IEC 7812, written together or in groups (4-4-4-4,
/// 4-6-5, 4-6-4) with one separator between. Issuer ranges as the networks publish them: Visa 4, Mastercard 51–55 and 2221–2720, American Express 34 and 37,
/// Discover 6011, 644–649 and 65, Diners 300–305, 36, 38 and 39, JCB 3528–3589, UnionPay 62, Maestro 5018, 5020, 5038, 5893, 6304, 6759, 6761–6763.</summary>
/// <remarks>One of ten random numbers passes the check digit; the ranges leave about a third of those. Visa's old 13 digits are not taken: milliseconds since 1970 have 13.</remarks>
internal static class FindCard
{
    public const int LeastDigits = 14;
    private const int MostDigits = 19;

    public static void In(ReadOnlySpan<char> text, Findings findings)
    {
        findings.Looked(text.Length);
        Span<char> digits = stackalloc char[MostDigits];
        Span<int> groups = stackalloc int[MostDigits];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var end = BeginsWord(text, i) ? Longest(text, i, digits, groups, findings) : -1;
            if (end > 0)
                findings.Add(new Found(i, end - i, Detector.Card));
            // Else the next group of digits: what stands before a card number is often a number too.
            while (i < text.Length && (end > 0 ? i < end : char.IsAsciiDigit(text[i])))
                i++;
        }
    }

    /// <summary>Whether so many digits stand together, with other characters of a group's edge between: without them there is no card. A run has at least
    /// <see cref="LeastDigits"/> characters, so looking at every fourteenth passes over none.</summary>
    public static bool HasRun(ReadOnlySpan<char> text)
    {
        for (var i = LeastDigits - 1; i < text.Length; i += LeastDigits)
        {
            if (!IsOfRun(text[i]))
                continue;
            var (start, count) = (i, 0);
            while (start > 0 && i - start < LeastDigits && IsOfRun(text[start - 1]))
                start--;
            for (i = start; i < text.Length && IsOfRun(text[i]); i++)
                count += char.IsAsciiDigit(text[i]) ? 1 : 0;
            if (count >= LeastDigits)
                return true;
        }

        return false;
    }

    private static bool IsOfRun(char c) => char.IsAsciiDigit(c) || c is ' ' or '-' or '.' or '\u00A0' or '+';

    /// <returns>Where the longest card number that begins here ends; −1: none does.</returns>
    private static int Longest(ReadOnlySpan<char> text, int start, Span<char> digits, Span<int> groups, Findings findings)
    {
        var (count, groupCount, length, longest) = (0, 0, 0, -1);
        for (var i = start; i < text.Length && count < MostDigits; i++)
        {
            findings.Looked(2);
            digits[count++] = text[i];
            length++;
            if (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                continue;
            groups[groupCount++] = length;
            length = 0;
            if (count >= LeastDigits && EndsWord(text, i + 1) && IsGrouped(groups[..groupCount]) && IsCard(digits[..count]))
                longest = i + 1;
            if (i + 2 >= text.Length || !(text[i + 1] is ' ' or '-' or '.' or '\u00A0' or '+') || !char.IsAsciiDigit(text[i + 2]))
                break;
            i++;
        }

        return longest;
    }

    public static bool IsCard(ReadOnlySpan<char> digits) => IsIssued(digits) && CheckDigits.Luhn(digits);

    private static bool IsGrouped(ReadOnlySpan<int> groups) =>
        groups switch
        {
            [_] or [4, 4, 4, 4] or [4, 6, 5] or [4, 6, 4] or [4, 4, 4, 4, 3] or [6, 13] or [4, 4, 4, 3] or [4, 4, 4, 2] => true,
            _ => false,
        };

    /// <summary>No part of a longer word or number, nor decimals.</summary>
    private static bool BeginsWord(ReadOnlySpan<char> text, int start) =>
        start == 0
        || !(
            char.IsLetterOrDigit(text[start - 1])
            || text[start - 1] == '_'
            || (text[start - 1] == '.' && start > 1 && char.IsAsciiDigit(text[start - 2]))
        );

    private static bool EndsWord(ReadOnlySpan<char> text, int end) =>
        end >= text.Length
        || !(
            char.IsLetterOrDigit(text[end])
            || text[end] == '_'
            || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
        );

    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var four = int.Parse(digits[..4]);
        var (two, three) = (four / 100, four / 10);
        return digits.Length switch
        {
            14 => three is >= 300 and <= 305 || two is 36 or 38 or 39,
            15 => two is 34 or 37,
            16 => two is >= 51 and <= 55
                || four is >= 2221 and <= 2720 or >= 3528 and <= 3589 or 6011
                || two / 10 == 4
                || three is >= 644 and <= 649
                || two is 65 or 62
                || four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or >= 6761 and <= 6763,
            19 => two / 10 == 4 || two is 62 or 65 || four is 6011 or 6304 or 6759 or >= 6761 and <= 6763 || three is >= 644 and <= 649,
            _ => false,
        };
    }
}
