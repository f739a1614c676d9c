using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Formats;

/// <summary>A request in a vendor's wire format: unpacked, nothing of it interpreted.</summary>
/// <param name="ReceivedAt">Whole milliseconds, UTC.</param>
internal sealed record VendorRequest(HttpRequest Http, VendorBody Body, DateTimeOffset ReceivedAt)
{
    /// <summary>The body as sent, packed if it was.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Null when it is missing or empty.</summary>
    public string? Query(string name) =>
        Http.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Milliseconds since 1970: several browser libraries write their clock at sending into the address.</summary>
    public DateTimeOffset? QueryTime(string name) =>
        long.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is > 0 and < 253402300799999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public string? Header(string name) =>
        Http.Headers.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A value of the route, such as <c>{key}</c>.</summary>
    public string? Route(string name) => Http.RouteValues.TryGetValue(name, out var value) ? value as string : null;

    /// <summary>Of <c>Authorization: Bearer …</c>.</summary>
    public string? Bearer => After("Bearer ");

    /// <summary>Of <c>Authorization: Basic …</c>; both null when there is none or it cannot be read.</summary>
    public (string? User, string? Password) Basic
    {
        get
        {
            if (After("Basic ") is not { } packed || !VendorBody.TryBase64(packed, out var bytes))
                return default;
            var text = Encoding.UTF8.GetString(bytes);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? (NotEmpty(text), null) : (NotEmpty(text[..colon]), NotEmpty(text[(colon + 1)..]));
        }
    }

    /// <summary>What the client uses to reach this server: a configuration that names a host names this one.</summary>
    public string Origin => $"{Http.Scheme}://{Http.Host}";

    private string? After(string scheme) =>
        Header("Authorization") is { } header && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? NotEmpty(header[scheme.Length..].Trim())
            : null;

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
