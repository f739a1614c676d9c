using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Cairn.Ingest.Redaction;

/// <summary>Names whose values are secrets. Exact words, compared without case, underscores, hyphens, dots and spaces: <c>accessToken</c>, <c>access_token</c> and <c>Access-Token</c> are one;
/// <c>token_count</c> and <c>$ai_input_tokens</c> are none.</summary>
internal static class SecretWords
{
    public const int MostLength = 32;

    /// <summary>A name that is longer is in doubt.</summary>
    private const int MostBefore = 128;

    /// <summary>Of properties, and of pairs anywhere.</summary>
    private static readonly FrozenSet<string> _names = (
        "password passwd pwd passphrase passcode userpassword newpassword oldpassword currentpassword confirmpassword passwordconfirmation passwordconfirm repeatpassword "
        + "dbpassword smtppassword loginpassword secret clientsecret secretkey appsecret sharedsecret apisecret webhooksecret signingsecret jwtsecret totpsecret consumersecret "
        + "authorization proxyauthorization accesstoken refreshtoken idtoken authtoken bearertoken sessiontoken csrftoken xsrftoken xcsrftoken xxsrftoken resettoken passwordresettoken "
        + "apitoken usertoken logintoken invitetoken personalaccesstoken oauthtoken oauthtokensecret devicetokensecret verificationtoken confirmationtoken magictoken securitytoken "
        + "jwt jwttoken apikey xapikey xauthtoken privatekey accesskey accesskeyid secretaccesskey awssecretaccesskey awsaccesskeyid awssessiontoken encryptionkey signingkey sshkey "
        + "credentials cvv cvc cvv2 cvc2 recoverycode backupcode onetimepassword"
    )
        .Split(' ')
        .ToFrozenSet();

    /// <summary>Of URL parameters only: as property names they are too common.</summary>
    private static readonly FrozenSet<string> _parameters = (
        "token auth sig signature xamzsignature xamzcredential xamzsecuritytoken xgoogsignature xgoogcredential sessionid sid phpsessid jsessionid aspsessionid ticket otp samlresponse "
        + "samlrequest assertion clientassertion codeverifier"
    )
        .Split(' ')
        .ToFrozenSet();

    private static readonly ulong[] _endings = Endings();

    private const byte NoLetter = 0x80;

    /// <summary>By byte: five bits of an ASCII letter or digit.</summary>
    private static readonly byte[] _letters =
    [
        .. Enumerable.Range(0, 256).Select(c => char.IsAsciiLetterOrDigit((char)c) ? (byte)(c & 31) : NoLetter),
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _findName = _names.GetAlternateLookup<
        ReadOnlySpan<char>
    >();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _findParameter = _parameters.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    public static bool IsName(ReadOnlySpan<char> name)
    {
        Span<char> bare = stackalloc char[MostLength];
        return Bare(name, bare) is var length and > 2 && _findName.Contains(bare[..length]);
    }

    public static bool IsParameter(ReadOnlySpan<char> name)
    {
        Span<char> bare = stackalloc char[MostLength];
        return Bare(name, bare) is var length and > 2 && (_findName.Contains(bare[..length]) || _findParameter.Contains(bare[..length]));
    }

    /// <summary>Whether the name before <paramref name="end"/>, an equals sign or colon, may be that of a secret: a pair's, or that of a JSON member. Usually its last three characters say no.</summary>
    public static bool MayEndAt(ReadOnlySpan<char> text, int end)
    {
        var at = end;
        while (at > 0 && text[at - 1] is ' ' or '"' or '\'' or '\\')
            at--;
        var (key, count, least) = (0, 0, Math.Max(0, at - MostLength - 1));
        for (var last = at - 1; count < 3 && last >= 0; last--)
        {
            var c = text[last];
            if (IsPassedOver(c) && last >= least)
                continue;
            // The lower case of a few other characters is an ASCII letter; and who writes so many separators may write anything.
            if (c > 127 || IsPassedOver(c))
                return true;
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
            key = (key << 5) | (c & 31);
            count++;
        }

        return count == 3 && (_endings[key >> 6] & (1UL << (key & 63))) != 0 && IsOneAt(text, end);
    }

    /// <summary>The same in a JSON object of ASCII characters without escapes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayEndAt(ReadOnlySpan<byte> json, int end)
    {
        // Nearly always three letters stand before the colon of a member or the equals sign of a parameter, and no secret's name ends with them.
        var letter = json[end - 1] == '"' ? end - 2 : end - 1;
        if (letter >= 2)
        {
            var (last, second, third) = (_letters[json[letter]], _letters[json[letter - 1]], _letters[json[letter - 2]]);
            var three = (last << 10) | (second << 5) | third;
            if (((last | second | third) & NoLetter) == 0 && (_endings[three >> 6] & (1UL << (three & 63))) == 0)
                return false;
        }

        return MayEndAfterAll(json, end);
    }

    /// <summary>Apart, because its room on the stack is cleared whenever it is called.</summary>
    private static bool MayEndAfterAll(ReadOnlySpan<byte> json, int end)
    {
        var at = end;
        while (at > 0 && json[at - 1] is (byte)' ' or (byte)'"' or (byte)'\'')
            at--;
        var (key, count, least) = (0, 0, Math.Max(0, end - (MostBefore / 2)));
        for (var last = at - 1; count < 3; last--)
        {
            if (last < least)
                return true;
            var c = (char)json[last];
            if (IsPassedOver(c))
                continue;
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
            key = (key << 5) | (c & 31);
            count++;
        }

        if ((_endings[key >> 6] & (1UL << (key & 63))) == 0)
            return false;
        if (end > MostBefore && !json[(end - MostBefore)..(end - 1)].Contains((byte)'"'))
            return true;
        Span<char> chars = stackalloc char[MostBefore + 1];
        var from = Math.Max(0, end - MostBefore);
        var length = System.Text.Encoding.ASCII.GetChars(json[from..(end + 1)], chars);
        return MayEndAt(chars[..length], length - 1);
    }

    private static bool IsOneAt(ReadOnlySpan<char> text, int end)
    {
        var name = FindPairs.NameBefore(text, end);
        if (text[end] == '=' ? IsParameter(name) || name is "code" : IsName(name))
            return true;
        if (text[end - 1] != '"')
            return false;
        var member = text[(text[..(end - 1)].LastIndexOf('"') + 1)..(end - 1)];
        return IsName(member) || IsName(member[(member.LastIndexOf('.') + 1)..]);
    }

    /// <summary>A bit for the last three letters of every word, five bits of each.</summary>
    private static ulong[] Endings()
    {
        var endings = new ulong[32 * 32 * 32 / 64];
        foreach (var word in (IEnumerable<string>)[.. _names, .. _parameters, "code"])
        {
            var key = ((word[^1] & 31) << 10) | ((word[^2] & 31) << 5) | (word[^3] & 31);
            endings[key >> 6] |= 1UL << (key & 63);
        }

        return endings;
    }

    private static bool IsPassedOver(char c) => c is '_' or '-' or '.' or ' ' or '$' or '[' or ']';

    /// <returns>0 when the name is longer than any of the words.</returns>
    private static int Bare(ReadOnlySpan<char> name, Span<char> bare)
    {
        var length = 0;
        foreach (var c in name)
        {
            if (IsPassedOver(c))
                continue;
            if (length == bare.Length)
                return 0;
            bare[length++] = char.ToLowerInvariant(c);
        }

        return length;
    }
}
