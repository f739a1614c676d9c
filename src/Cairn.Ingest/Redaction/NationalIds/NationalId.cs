using System.Text.RegularExpressions;

namespace Cairn.Ingest.Redaction.NationalIds;

/// <summary>One country's number for persons.</summary>
/// <param name="Certain">Spellings that nothing else has, once the check digits fit.</param>
/// <param name="Doubtful">Spellings that count only where a name says what it is; null: none.</param>
/// <param name="IsValid">Told the letters (upper case) and digits without separators.</param>
internal sealed record NationalId(string Name, Regex Certain, Regex? Doubtful, NationalId.Check IsValid)
{
    /// <summary>Whether the check digits fit.</summary>
    public delegate bool Check(ReadOnlySpan<char> bare);

    /// <summary>For ids whose check digit is no longer given out; else the same.</summary>
    public Check IsValidWhenNamed { get; init; } = IsValid;

    public static IReadOnlyList<NationalId> All { get; } =
    [
        new("US SSN", Shapes.UsDashed, Shapes.Nine, Rules.UsSsn),
        new("UK NINO", Shapes.UkSpaced, Shapes.UkPlain, Rules.UkNino),
        new("FR NIR", Shapes.French, null, Rules.FrNir),
        new("ES DNI, NIE", Shapes.Spanish, Shapes.SpanishDashed, Rules.EsDni),
        new("IT codice fiscale", Shapes.Italian, null, Rules.ItCodiceFiscale),
        new("BR CPF", Shapes.Brazilian, Shapes.Eleven, Rules.BrCpf),
        new("IN Aadhaar", Shapes.Indian, Shapes.Twelve, Rules.InAadhaar),
        new("SE personnummer", Shapes.Swedish, Shapes.TenOrTwelve, Rules.SePersonnummer),
        new("FI henkilötunnus", Shapes.Finnish, null, Rules.FiHetu),
        new("NO fødselsnummer", Shapes.Norwegian, null, Rules.NoFodselsnummer),
        new("DK CPR", Shapes.Danish, Shapes.DanishAny, Rules.DkCprWithCheck) { IsValidWhenNamed = Rules.DkCpr },
        new("CH AHV", Shapes.Swiss, null, Rules.ChAhv),
        new("BE rijksregisternummer", Shapes.Belgian, null, Rules.BeRegister),
        new("DE Steuer-ID", Shapes.German, Shapes.Eleven, Rules.DeSteuerId),
        new("PL PESEL", Shapes.Never, Shapes.Eleven, Rules.PlPesel),
        new("NL BSN", Shapes.Never, Shapes.Nine, Rules.NlBsn),
        new("CA SIN", Shapes.Never, Shapes.NineInThrees, Rules.CaSin),
    ];
}
