using System.Collections.Frozen;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Bank accounts: ISO 13616. The length is the country's, the remainder by 97 is 1. Written together or in groups with one space or hyphen between. Lengths as in the
/// SWIFT IBAN registry, release 99.</summary>
internal static class FindIban
{
    private static readonly FrozenDictionary<string, int> _lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 "
        + "GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 "
        + "PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
    )
        .Split(' ')
        .ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry[2..]), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lengthOf = _lengths.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    public static void In(ReadOnlySpan<char> text, Findings findings)
    {
        findings.Looked(text.Length);
        Span<char> account = stackalloc char[34];
        for (var i = 0; i + 15 <= text.Length; i++)
        {
            if (
                !char.IsAsciiLetter(text[i])
                || !char.IsAsciiLetter(text[i + 1])
                || !char.IsAsciiDigit(text[i + 2])
                || (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] == '_'))
                || !_lengthOf.TryGetValue(text.Slice(i, 2), out var length)
            )
                continue;
            findings.Looked(length);
            var end = Read(text, i, account[..length]);
            if (end < 0 || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) || !IsValid(account[..length]))
                continue;
            findings.Add(new Found(i, end - i, Detector.Iban));
            i = end - 1;
        }
    }

    private static bool IsValid(ReadOnlySpan<char> account) =>
        char.IsAsciiDigit(account[3]) && CheckDigits.Mod97(account[..4], CheckDigits.Mod97(account[4..])) == 1;

    /// <returns>Where it ends; −1 when the text has not so many letters and digits.</returns>
    private static int Read(ReadOnlySpan<char> text, int start, Span<char> account)
    {
        var count = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                account[count++] = text[i];
                if (count == account.Length)
                    return i + 1;
            }
            else if (
                !(
                    text[i] is ' ' or '-' or '+' or '\u00A0'
                    && count % 4 == 0
                    && count > 0
                    && i + 1 < text.Length
                    && char.IsAsciiLetterOrDigit(text[i + 1])
                )
            )
            {
                return -1;
            }
        }

        return -1;
    }
}
