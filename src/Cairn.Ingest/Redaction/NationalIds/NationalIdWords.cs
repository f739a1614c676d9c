using System.Buffers;

namespace Cairn.Ingest.Redaction.NationalIds;

/// <summary>Words that announce a national id in running text.</summary>
internal static class NationalIdWords
{
    private static readonly SearchValues<string> _words = SearchValues.Create(
        [
            "ssn",
            "social security",
            "nino",
            "national insurance",
            "steuer-id",
            "steuerid",
            "idnr",
            "steuer",
            "sécurité sociale",
            "dni",
            "codice fiscale",
            "bsn",
            "burgerservice",
            "pesel",
            "personnummer",
            "personal number",
            "henkilötunnus",
            "hetu",
            "cpr",
            "fødselsnummer",
            "cpf",
            "aadhaar",
            "aadhar",
            "national id",
            "tax id",
            "identity number",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    public static bool In(ReadOnlySpan<char> text)
    {
        for (var from = 0; text[from..].IndexOfAny(_words) is >= 0 and var found; from += found + 1)
        {
            // No part of a longer word: "session" has no "ssn", but "crossness" does.
            if (from + found == 0 || !char.IsLetter(text[from + found - 1]))
                return true;
        }

        return false;
    }
}
