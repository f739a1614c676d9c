using System.Collections.Frozen;

namespace Cairn.Ingest.Redaction;

/// <summary>What a property's name says about its value: its words (<c>billing_phone</c>, <c>mobileNumber</c>) are compared, not parts of words.</summary>
internal static class Hints
{
    private static readonly FrozenDictionary<string, Hint> _words = new Dictionary<string, Hint>
    {
        ["phone"] = Hint.Phone,
        ["phones"] = Hint.Phone,
        ["telephone"] = Hint.Phone,
        ["tel"] = Hint.Phone,
        ["mobile"] = Hint.Phone,
        ["cell"] = Hint.Phone,
        ["cellphone"] = Hint.Phone,
        ["fax"] = Hint.Phone,
        ["whatsapp"] = Hint.Phone,
        ["msisdn"] = Hint.Phone,
        ["phonenumber"] = Hint.Phone,
        ["telefon"] = Hint.Phone,
        ["telefono"] = Hint.Phone,
        ["handy"] = Hint.Phone,
        ["ssn"] = Hint.NationalId,
        ["nino"] = Hint.NationalId,
        ["nir"] = Hint.NationalId,
        ["dni"] = Hint.NationalId,
        ["nie"] = Hint.NationalId,
        ["bsn"] = Hint.NationalId,
        ["pesel"] = Hint.NationalId,
        ["cpf"] = Hint.NationalId,
        ["cpr"] = Hint.NationalId,
        ["sin"] = Hint.NationalId,
        ["aadhaar"] = Hint.NationalId,
        ["aadhar"] = Hint.NationalId,
        ["hetu"] = Hint.NationalId,
        ["personnummer"] = Hint.NationalId,
        ["fodselsnummer"] = Hint.NationalId,
        ["codicefiscale"] = Hint.NationalId,
        ["fiscale"] = Hint.NationalId,
        ["steuerid"] = Hint.NationalId,
        ["steuer"] = Hint.NationalId,
        ["idnr"] = Hint.NationalId,
        ["national"] = Hint.NationalId,
        ["tin"] = Hint.NationalId,
        ["tax"] = Hint.NationalId,
        ["taxid"] = Hint.NationalId,
        ["ip"] = Hint.Address,
        ["ipv4"] = Hint.Address,
        ["ipaddress"] = Hint.Address,
        ["remoteaddr"] = Hint.Address,
        ["version"] = Hint.Version,
        ["ver"] = Hint.Version,
        ["build"] = Hint.Version,
        ["release"] = Hint.Version,
        ["firmware"] = Hint.Version,
        ["sdk"] = Hint.Version,
        ["lib"] = Hint.Version,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Hint>.AlternateLookup<ReadOnlySpan<char>> _find = _words.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>Names longer than 64 characters say nothing.</summary>
    public static Hint Of(ReadOnlySpan<char> name)
    {
        if (name.Length > 64)
            return Hint.None;
        Span<char> word = stackalloc char[name.Length];
        var (hint, length) = (Hint.None, 0);
        for (var i = 0; i < name.Length; i++)
        {
            var isLetter = char.IsLetterOrDigit(name[i]);
            var begins = isLetter && i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!isLetter || begins)
            {
                hint |= Word(word[..length]);
                length = 0;
            }

            if (isLetter)
                word[length++] = char.ToLowerInvariant(name[i]);
        }

        return hint | Word(word[..length]);
    }

    private static Hint Word(ReadOnlySpan<char> word) => word.Length > 1 && _find.TryGetValue(word, out var hint) ? hint : Hint.None;
}
