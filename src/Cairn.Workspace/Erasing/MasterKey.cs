using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cairn.Events;

namespace Cairn.Workspace.Erasing;

/// <summary>The one key that everything else hangs on: it wraps the keys of persons, seals what running erasures are about, and keys the hashes of erased ids.
/// Given by the environment, or made once in <c>keys/master.key</c> below the data folder. Lost: encrypted properties are lost, all of them.</summary>
public sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] _key;

    public MasterKey(byte[] key)
    {
        if (key.Length != KeyBytes)
            throw new ArgumentException("A master key has 32 bytes.", nameof(key));
        _key = key;
        Fingerprint = Convert.ToHexStringLower(Derive("cairn fingerprint"))[..16];
    }

    /// <summary>Tells two master keys apart and nothing else about them.</summary>
    public string Fingerprint { get; }

    /// <param name="text">32 bytes in Base64 or hexadecimal; null when it is neither.</param>
    public static MasterKey? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 2 * KeyBytes && text.All(char.IsAsciiHexDigit))
            return new MasterKey(Convert.FromHexString(text));
        var bytes = new byte[KeyBytes + 16];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == KeyBytes ? new MasterKey(bytes[..KeyBytes]) : null;
    }

    /// <summary>Reads the file, or makes it: whole or not at all, readable by its owner only.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public static MasterKey LoadOrMake(string path)
    {
        if (!File.Exists(path))
            WritePrivate(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        return Parse(File.ReadAllText(path))
            ?? throw new InvalidDataException($"{path} holds no master key: restore it from a copy. It must be 32 bytes in Base64.");
    }

    /// <summary>Writes a secret that survives a power cut.</summary>
    public static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>nonce | ciphertext | tag, bound to <paramref name="purpose"/>.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain)
    {
        var output = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = output.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Derive("cairn seal"), TagBytes);
        aes.Encrypt(
            nonce,
            plain,
            output.AsSpan(NonceBytes, plain.Length),
            output.AsSpan(NonceBytes + plain.Length),
            Encoding.UTF8.GetBytes(purpose)
        );
        return output;
    }

    /// <exception cref="CryptographicException">It was sealed for something else, or by another master key.</exception>
    public byte[] Open(string purpose, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("Too short to be sealed.");
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Derive("cairn seal"), TagBytes);
        aes.Decrypt(
            sealedBytes[..NonceBytes],
            sealedBytes.Slice(NonceBytes, plain.Length),
            sealedBytes[(NonceBytes + plain.Length)..],
            plain,
            Encoding.UTF8.GetBytes(purpose)
        );
        return plain;
    }

    /// <summary>How erasures name an id: HMAC-SHA256 over its own person's id under a key of the project's, 32 hexadecimal digits. Without the master key nobody
    /// can tell whose it is, not even with the id at hand.</summary>
    public Func<PersonId, string> HashesOf(ProjectId project)
    {
        var key = Derive("cairn erased ids " + project);
        return own =>
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, own.Value);
            Span<byte> hash = stackalloc byte[32];
            HMACSHA256.HashData(key, bytes, hash);
            return Convert.ToHexStringLower(hash[..16]);
        };
    }

    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));
}
