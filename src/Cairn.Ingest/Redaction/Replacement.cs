using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>What stands in the place of a finding.</summary>
internal static class Replacement
{
    private const int HashBytes = 16;
    private const int HashLength = 24; // h_ and 22 characters

    private static readonly string[] _labels = [.. Enum.GetValues<Detector>().Select(d => "[" + d.Word() + "]")];

    /// <summary><c>[email]</c> and the like. It tells nothing of the value: not its length, not the domain of an address, which may be one person's own.</summary>
    public static string Label(Detector detector) => _labels[(int)detector];

    /// <summary>Whether a whole value is a label or a hash already: those are left alone, so that redacting twice changes nothing.</summary>
    public static bool IsOne(ReadOnlySpan<char> value)
    {
        if (value.Length == HashLength && value.StartsWith("h_", StringComparison.Ordinal))
            return !value[2..].ContainsAnyExcept(_base64);
        foreach (var label in _labels)
        {
            if (value.SequenceEqual(label))
                return true;
        }

        return false;
    }

    private static readonly System.Buffers.SearchValues<char> _base64 = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    /// <summary><c>h_</c> and base64url of the first 128 bits of HMAC-SHA256 under the project's key, over the normalised value: the same for every spelling of it, in every place.</summary>
    public static string Hash(ReadOnlySpan<byte> key, Detector detector, ReadOnlySpan<char> value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Normal(detector, value)), hash);
        return "h_" + Base64Url.EncodeToString(hash[..HashBytes]);
    }

    /// <summary>E-mail: decoded, trimmed, lower case. Phone: digits. Card, IBAN, national id: letters (upper case) and digits. IP: its canonical text (RFC 5952). Else trimmed.</summary>
    internal static string Normal(Detector detector, ReadOnlySpan<char> value)
    {
        var text = value.Trim();
        return detector switch
        {
            Detector.Email => text.ToString().Replace("%40", "@", StringComparison.Ordinal).ToLowerInvariant(),
            Detector.Phone => FindPhone.Digits(text) is var digits && digits.StartsWith("00", StringComparison.Ordinal)
                ? digits[2..]
                : digits,
            Detector.Card or Detector.Iban or Detector.NationalId => Bare(text),
            Detector.Ip => IPAddress.TryParse(text, out var address) ? address.ToString() : text.ToString(),
            _ => text.ToString(),
        };
    }

    private static string Bare(ReadOnlySpan<char> text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                bare.Append(char.ToUpperInvariant(c));
        }

        return bare.ToString();
    }
}
