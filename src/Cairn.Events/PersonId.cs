using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Events;

/// <summary>Who did it. Every distinct id has an id of its own, <see cref="Of"/>; after merges many of those lead to one person, whose id is
/// that of the canonical distinct id.</summary>
public readonly record struct PersonId(ulong Value)
{
    /// <summary>The own id of <paramref name="distinctId"/>: the first 64 bits, big endian, of SHA-256 over project (4 bytes, big endian) and the
    /// UTF-8 of the distinct id. A cryptographic hash, because write keys are public: with a plain one a stranger could choose an id that
    /// falls on somebody else's person. About 0.2 µs.</summary>
    public static PersonId Of(ProjectId project, string distinctId)
    {
        var length = Encoding.UTF8.GetMaxByteCount(distinctId.Length) + 4;
        Span<byte> input = length <= 1024 ? stackalloc byte[1024] : new byte[length];
        BinaryPrimitives.WriteUInt32BigEndian(input, project.Value);
        var written = Encoding.UTF8.GetBytes(distinctId, input[4..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..(written + 4)], hash);
        return new PersonId(BinaryPrimitives.ReadUInt64BigEndian(hash));
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
