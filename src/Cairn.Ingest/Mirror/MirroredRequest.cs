using System.Net;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Mirror;

/// <summary>A client's request as it came, for whoever is to have it as well. Nothing of it is unpacked or changed yet: that costs the client no time.</summary>
/// <param name="Path">Without the format's prefix.</param>
/// <param name="Query">With its question mark; empty when there is none.</param>
/// <param name="Authorization">Sent on only where the key stands in it.</param>
/// <param name="Body">As sent: packed, if it was.</param>
/// <param name="Named">What the request names its project by: Cairn's key, or a site.</param>
/// <param name="IsSite">It is a site: public, and no key.</param>
internal sealed record MirroredRequest(
    string Format,
    string Method,
    string Path,
    string Query,
    string? ContentType,
    string ContentEncoding,
    string? UserAgent,
    string? Address,
    string? Authorization,
    ReadOnlyMemory<byte> Body,
    string? Named,
    bool IsSite
)
{
    /// <summary>On everything that is sent, so that two Cairns never mirror to each other for ever.</summary>
    public const string Mark = "X-Cairn-Mirror";

    public static MirroredRequest Of(HttpRequest request, string format, ReadOnlyMemory<byte> body, string? named, bool isSite)
    {
        var path = request.Path.ToUriComponent();
        if (path.StartsWith($"/{format}/", StringComparison.OrdinalIgnoreCase))
            path = path[(format.Length + 1)..];
        return new MirroredRequest(
            format,
            request.Method,
            path,
            request.QueryString.Value ?? "",
            request.ContentType,
            request.Headers.ContentEncoding.ToString(),
            Text(request.Headers.UserAgent.ToString()),
            AddressOf(request.HttpContext.Connection.RemoteIpAddress),
            Text(request.Headers.Authorization.ToString()),
            body,
            named,
            isSite
        );
    }

    /// <summary>About, in memory.</summary>
    public int Bytes => Body.Length + (2 * (Path.Length + Query.Length)) + 512;

    private static string? AddressOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private static string? Text(string header) => header.Length == 0 ? null : header;
}
