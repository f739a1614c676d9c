using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Cairn.Workspace.SecondFactor;

/// <summary>Codes of authenticator apps: RFC 6238 with HMAC-SHA-1, 6 digits, 30 s, which is what all of them understand.</summary>
public static class Totp
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>Steps that a phone's clock may be off, on either side.</summary>
    private const int Drift = 1;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>160 random bits in base32, as RFC 4226 asks.</summary>
    public static string NewSecret() => ToBase32(RandomNumberGenerator.GetBytes(20));

    public static string CodeAt(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // the standard's algorithm; authenticator apps know no other
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, of those that are near; null: none's. Every step is compared, in the same time.</summary>
    public static long? StepMatching(string secret, string code, DateTimeOffset now)
    {
        if (code.Length != Digits || FromBase32(secret) is not { } key)
            return null;
        long? found = null;
        for (var step = StepOf(now) - Drift; step <= StepOf(now) + Drift; step++)
        {
            if (
                CryptographicOperations.FixedTimeEquals(
                    System.Text.Encoding.UTF8.GetBytes(CodeAt(key, step)),
                    System.Text.Encoding.UTF8.GetBytes(code)
                )
            )
                found = step;
        }
        return found;
    }

    public static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < i * 5 + 5; bit++)
                value = (value << 1) | (bit / 8 < bytes.Length ? (bytes[bit / 8] >> (7 - bit % 8)) & 1 : 0);
            text[i] = Alphabet[value];
        }
        return new string(text);
    }

    /// <summary>Null for what is no base32.</summary>
    public static byte[]? FromBase32(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        for (var i = 0; i < text.Length; i++)
        {
            var value = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0)
                return null;
            for (var bit = 0; bit < 5; bit++)
            {
                var at = i * 5 + bit;
                if (at / 8 < bytes.Length && ((value >> (4 - bit)) & 1) == 1)
                    bytes[at / 8] |= (byte)(1 << (7 - at % 8));
            }
        }
        return bytes;
    }
}
