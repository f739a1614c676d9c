using static Cairn.Ingest.Redaction.CheckDigits;

namespace Cairn.Ingest.Redaction.NationalIds;

/// <summary>Check digits and impossible values of the ids, by the states' own publications.</summary>
internal static class Rules
{
    /// <summary>Social Security Administration, RM 10201.035: no area 000, 666 or 900–999, no group 00, no serial 0000.</summary>
    public static bool UsSsn(ReadOnlySpan<char> bare) =>
        int.Parse(bare[..3]) is not (0 or 666 or >= 900) && !bare[3..5].SequenceEqual("00") && !bare[5..].SequenceEqual("0000");

    /// <summary>HMRC, NIM39110: letters that are not used, and prefixes that never were given.</summary>
    public static bool UkNino(ReadOnlySpan<char> bare) =>
        !"DFIQUV".Contains(bare[0])
        && !"DFIOQUV".Contains(bare[1])
        && bare[..2] is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");

    /// <summary>INSEE, décret 82-103: key = 97 − (number mod 97); 2A and 2B count as 19 and 18.</summary>
    public static bool FrNir(ReadOnlySpan<char> bare)
    {
        Span<char> digits = stackalloc char[15];
        bare.CopyTo(digits);
        if (char.IsAsciiLetter(digits[6]))
            (digits[5], digits[6]) = ('1', bare[6] == 'A' ? '9' : '8');
        var month = int.Parse(digits[3..5]);
        return month is (>= 1 and <= 12) or (>= 20 and <= 42) or >= 50 && 97 - Mod97(digits[..13]) == int.Parse(digits[13..]);
    }

    /// <summary>Ministerio del Interior, Real Decreto 1553/2005: the letter at number mod 23; X, Y, Z count as 0, 1, 2.</summary>
    public static bool EsDni(ReadOnlySpan<char> bare)
    {
        Span<char> digits = stackalloc char[8];
        bare[..8].CopyTo(digits);
        if (digits[0] is >= 'X' and <= 'Z')
            digits[0] = (char)(digits[0] - 'X' + '0');
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int.Parse(digits) % 23] == bare[8];
    }

    /// <summary>Agenzia delle Entrate, D.M. 23/12/1976: odd and even places have tables of their own, the sum mod 26 is the last letter.</summary>
    public static bool ItCodiceFiscale(ReadOnlySpan<char> bare)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(bare[i]) ? bare[i] - '0' : bare[i] - 'A';
            sum += i % 2 == 0 ? odd[value] : value;
        }

        return bare[15] == 'A' + (sum % 26);
    }

    /// <summary>Receita Federal, Instrução Normativa 1548: two digits mod 11; eleven equal digits are none.</summary>
    public static bool BrCpf(ReadOnlySpan<char> bare)
    {
        var first = Weighted(bare, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        var second = Weighted(bare, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        return first == bare[9] - '0' && second == bare[10] - '0' && bare.ContainsAnyExcept(bare[0]);
    }

    /// <summary>UIDAI: twelve digits, the first 2–9, the last by Verhoeff.</summary>
    public static bool InAadhaar(ReadOnlySpan<char> bare) => bare[0] >= '2' && Verhoeff(bare);

    /// <summary>Skatteverket, SKV 704: a date (the day of a coordination number is 60 more) and Luhn over the last ten digits.</summary>
    public static bool SePersonnummer(ReadOnlySpan<char> bare)
    {
        var ten = bare[^10..];
        var day = Two(ten, 4);
        return (bare.Length == 10 || Two(bare, 0) is 19 or 20 or 18)
            && IsDate(2000 + Two(ten, 0), Two(ten, 2), day > 60 ? day - 60 : day)
            && Luhn(ten);
    }

    /// <summary>Digi- ja väestötietovirasto: ddmmyy, a sign of the century, and a character at number mod 31.</summary>
    public static bool FiHetu(ReadOnlySpan<char> bare)
    {
        var check = bare[^1];
        var serial = bare[^4..^1];
        var number = (int.Parse(bare[..6]) * 1000L) + int.Parse(serial);
        return IsDate(2000 + Two(bare, 4), Two(bare, 2), Two(bare, 0)) && "0123456789ABCDEFHJKLMNPRSTUVWXY"[(int)(number % 31)] == check;
    }

    /// <summary>Skatteetaten: ddmmyy (D-numbers: day + 40) and two digits mod 11.</summary>
    public static bool NoFodselsnummer(ReadOnlySpan<char> bare)
    {
        var day = Two(bare, 0);
        return IsDate(2000 + Two(bare, 4), Two(bare, 2), day > 40 ? day - 40 : day)
            && Weighted(bare, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
            && Weighted(bare, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;
    }

    /// <summary>CPR-kontoret: ddmmyy and four digits. Since 2007 some have no check digit.</summary>
    public static bool DkCpr(ReadOnlySpan<char> bare) => IsDate(2000 + Two(bare, 4), Two(bare, 2), Two(bare, 0));

    public static bool DkCprWithCheck(ReadOnlySpan<char> bare) => DkCpr(bare) && Weighted(bare, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;

    /// <summary>Zentrale Ausgleichsstelle: 756, and the check digit of EAN-13.</summary>
    public static bool ChAhv(ReadOnlySpan<char> bare) => Weighted(bare, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0;

    /// <summary>Rijksregister: the last two digits are 97 − (the first nine mod 97), with a 2 in front for those born from 2000 on.</summary>
    public static bool BeRegister(ReadOnlySpan<char> bare)
    {
        var (number, check) = (long.Parse(bare[..9]), int.Parse(bare[9..]));
        return 97 - (number % 97) == check || 97 - ((2_000_000_000 + number) % 97) == check;
    }

    /// <summary>Bundeszentralamt für Steuern: ISO 7064 MOD 11,10; of the first ten digits one or two occur more than once, none more than three times, the first is not 0.</summary>
    public static bool DeSteuerId(ReadOnlySpan<char> bare)
    {
        if (bare[0] == '0' || !Mod11And10(bare))
            return false;
        Span<int> counts = stackalloc int[10];
        foreach (var c in bare[..10])
            counts[c - '0']++;
        var repeated = counts.Length - counts.Count(0) - counts.Count(1);
        return repeated == 1 && counts.Count(2) + counts.Count(3) == 1;
    }

    /// <summary>Ministerstwo Cyfryzacji: yymmdd with the century in the month, and a weighted sum mod 10.</summary>
    public static bool PlPesel(ReadOnlySpan<char> bare) =>
        IsDate(2000 + Two(bare, 0), Two(bare, 2) % 20, Two(bare, 4)) && Weighted(bare, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;

    /// <summary>Rijksdienst voor Identiteitsgegevens: the eleven test.</summary>
    public static bool NlBsn(ReadOnlySpan<char> bare) =>
        Weighted(bare, [9, 8, 7, 6, 5, 4, 3, 2, -1]) is var sum && sum % 11 == 0 && sum != 0;

    /// <summary>Employment and Social Development Canada: Luhn; none begins with 0 or 8.</summary>
    public static bool CaSin(ReadOnlySpan<char> bare) => bare[0] is not ('0' or '8') && Luhn(bare);

    private static int Two(ReadOnlySpan<char> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
