using System.Security.Cryptography;
using Cairn.Workspace.Keys;

namespace Cairn.Workspace.SecondFactor;

/// <summary>Codes for who lost the phone: 120 random bits each, so a plain hash is enough to keep (OWASP ASVS 2.6.2 asks for 112). Each works once.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;
    private const int Bytes = 15;

    /// <summary>Six groups of four: <c>ABCD-EFGH-IJKL-MNOP-QRST-UVWX</c>.</summary>
    public static IReadOnlyList<string> New() =>
        [.. Enumerable.Range(0, Count).Select(_ => Grouped(Totp.ToBase32(RandomNumberGenerator.GetBytes(Bytes))))];

    /// <summary>As it may be typed: in any case, with any blanks and dashes.</summary>
    public static string Hash(string code) =>
        Convert.ToHexString(KeyText.Hash(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));

    private static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));
}
