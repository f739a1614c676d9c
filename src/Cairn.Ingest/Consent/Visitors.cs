using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Cairn.Events;

namespace Cairn.Ingest.Consent;

/// <summary>What hangs on the salt of a day: ids of visitors who bring none, and seals that are worth nothing the day after.</summary>
internal sealed class Visitors(CookielessSalts salts)
{
    /// <summary><c>c_</c> and base64url of the first 128 bits of HMAC-SHA256 under the day's salt, over project, address, User-Agent and site.</summary>
    /// <param name="site">The page's host, or what the protocol names the site by; case is no difference.</param>
    /// <param name="at">When it happened; of any day but yesterday, today's salt counts.</param>
    public string Id(ProjectId project, IPAddress address, string? userAgent, string? site, DateTimeOffset at)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return "c_"
            + Base64Url.EncodeToString(Seal($"{project.Value}\n{plain}\n{userAgent}\n{site?.ToLowerInvariant()}", at).AsSpan(0, 16));
    }

    /// <summary>A UUID that is the same for the same text on the same day, and that nobody can make without the salt.</summary>
    public Guid Uuid(string text, DateTimeOffset at)
    {
        var bytes = Seal(text, at)[..16];
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80)); // version 8: of one's own making
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>HMAC-SHA256 under the day's salt.</summary>
    public byte[] Seal(string text, DateTimeOffset at) => HMACSHA256.HashData(salts.For(at).Salt, Encoding.UTF8.GetBytes(text));
}
