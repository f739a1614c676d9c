using System.Collections.Frozen;

namespace Cairn.Ingest.Redaction;

/// <summary>Names whose values are secrets. Exact words, compared without case, underscores, hyphens, dots and spaces: <c>accessToken</c>, <c>access_token</c> and <c>Access-Token</c> are one;
/// <c>token_count</c> and <c>$ai_input_tokens</c> are none.</summary>
internal static class SecretWords
{
    public const int MostLength = 32;

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

    /// <returns>0 when the name is longer than any of the words.</returns>
    private static int Bare(ReadOnlySpan<char> name, Span<char> bare)
    {
        var length = 0;
        foreach (var c in name)
        {
            if (c is '_' or '-' or '.' or ' ' or '$' or '[' or ']')
                continue;
            if (length == bare.Length)
                return 0;
            bare[length++] = char.ToLowerInvariant(c);
        }

        return length;
    }
}
