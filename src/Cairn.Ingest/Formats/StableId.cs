using System.Security.Cryptography;
using System.Text;
using Cairn.Events;

namespace Cairn.Ingest.Formats;

/// <summary>UUIDs made of a vendor's ids, so that what is sent twice is stored once.</summary>
internal static class StableId
{
    /// <summary>Cairn's own name space for them, made up once.</summary>
    private static readonly byte[] _namespace = new Guid("7f0c2f0e-9f43-4c53-8a53-6f7d5b1c9d21").ToByteArray(bigEndian: true);

    /// <summary>Version 5 (RFC 9562, §5.5) of project and seed; the seed begins with the format's name.</summary>
    public static Guid Of(ProjectId project, string seed)
    {
        var name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{project.Value}\n{seed}"));
#pragma warning disable CA5350 // The standard wants SHA-1 here; nothing secret hangs on it.
        var hash = SHA1.HashData([.. _namespace, .. name]).AsSpan(0, 16).ToArray();
#pragma warning restore CA5350
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x50), (byte)((hash[8] & 0x3F) | 0x80));
        return new Guid(hash, bigEndian: true);
    }
}
