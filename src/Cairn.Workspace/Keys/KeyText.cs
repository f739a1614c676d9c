using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Workspace.Keys;

/// <summary>How keys look: a prefix that names the kind, then 256 random bits in base64url.</summary>
public static class KeyText
{
    public const string WritePrefix = "cwk_";
    public const string ApiPrefix = "csk_";

    /// <summary>Of a service key: an API key's prefix, so that whoever looks for leaked secrets finds it, and a word that says what it opens.</summary>
    public const string ServicePrefix = "csk_service_";

    /// <summary>Of the token in a public link to a board.</summary>
    public const string BoardPrefix = "cbl_";

    /// <summary>Of the token in a link that sets a new password.</summary>
    public const string ResetPrefix = "crs_";

    /// <summary>Of the token in an invitation.</summary>
    public const string InvitationPrefix = "civ_";
    public const int MaxLength = 128;
    private const int MinLength = 8;

    public static string NewWriteKey() => WritePrefix + Random();

    public static string NewApiKey() => ApiPrefix + Random();

    public static string NewServiceKey() => ServicePrefix + Random();

    public static string NewBoardToken() => BoardPrefix + Random();

    public static string NewResetToken() => ResetPrefix + Random();

    public static string NewInvitationToken() => InvitationPrefix + Random();

    /// <summary>8 to 128 characters: the prefix, then letters, digits, dash and underscore.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> key, string prefix)
    {
        if (key.Length is < MinLength or > MaxLength || !key.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }
        return true;
    }

    public static byte[] Hash(string apiKey) => SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));

    /// <summary>Enough to tell keys apart, too little to guess one.</summary>
    public static string Hint(string apiKey) =>
        apiKey[..Math.Min(apiKey.StartsWith(ServicePrefix, StringComparison.Ordinal) ? 16 : 8, apiKey.Length)] + "…";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
