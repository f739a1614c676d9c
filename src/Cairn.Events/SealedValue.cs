using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Events;

/// <summary>The key under which one distinct id's chosen properties are kept.</summary>
/// <param name="Id">Random; stands in every value sealed with it, so that its end can be proven without knowing the person.</param>
/// <param name="Secret">256 random bits.</param>
public sealed record PersonKey(Guid Id, byte[] Secret);

/// <summary>A property's value as it is kept when the project encrypts it: <c>enc:v1:KEY ID:BASE64URL(nonce 12 | ciphertext | tag 16)</c>, AES-256-GCM over the
/// value's JSON. Bound to project and property name, so that it opens nowhere else. Two sealings of one value never look alike, hence nothing can be
/// filtered by them.</summary>
public static class SealedValue
{
    public const string Prefix = "enc:v1:";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int IdLength = 32;

    /// <param name="json">The value as JSON, in UTF-8.</param>
    public static string Seal(PersonKey key, ProjectId project, string property, ReadOnlySpan<byte> json)
    {
        var sealedBytes = new byte[NonceBytes + json.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Secret, TagBytes);
        aes.Encrypt(
            nonce,
            json,
            sealedBytes.AsSpan(NonceBytes, json.Length),
            sealedBytes.AsSpan(NonceBytes + json.Length),
            BoundTo(project, property)
        );
        return Prefix + key.Id.ToString("N") + ":" + Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The key a text names; null when it is no sealed value.</summary>
    public static Guid? KeyOf(string? text) =>
        text is not null
        && text.Length > Prefix.Length + IdLength + 1
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[Prefix.Length + IdLength] == ':'
        && Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id)
            ? id
            : null;

    /// <summary>The value's JSON; null when the text is not what this key, project and property sealed.</summary>
    public static byte[]? Open(PersonKey key, ProjectId project, string property, string text)
    {
        if (KeyOf(text) != key.Id)
            return null;
        var encoded = text.AsSpan(Prefix.Length + IdLength + 1);
        if (!Base64Url.IsValid(encoded))
            return null;
        var bytes = Base64Url.DecodeFromChars(encoded);
        if (bytes.Length < NonceBytes + TagBytes)
            return null;
        var json = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key.Secret, TagBytes);
        try
        {
            aes.Decrypt(
                bytes.AsSpan(0, NonceBytes),
                bytes.AsSpan(NonceBytes, json.Length),
                bytes.AsSpan(NonceBytes + json.Length),
                json,
                BoundTo(project, property)
            );
            return json;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] BoundTo(ProjectId project, string property)
    {
        var name = Encoding.UTF8.GetBytes(property);
        var bound = new byte[4 + name.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bound, project.Value);
        name.CopyTo(bound, 4);
        return bound;
    }
}
