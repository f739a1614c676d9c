using System.Net;

namespace Cairn.Server.Access;

/// <summary>Does a program on this machine ask, and not a proxy on behalf of somebody else?</summary>
internal static class ThisMachine
{
    /// <summary>What proxies add, those that Cairn believes included: their <c>X-Forwarded-For</c> becomes <c>X-Original-For</c>.</summary>
    private static readonly string[] _ofProxies =
    [
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Original-For",
        "X-Original-Proto",
        "X-Real-IP",
    ];

    public static bool Asks(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && IsByOwnName(context.Request.Host.Host)
        && !Array.Exists(_ofProxies, context.Request.Headers.ContainsKey);

    /// <summary>A page elsewhere whose name was made to lead to this machine sends that name: what it asks for is a stranger's wish.</summary>
    private static bool IsByOwnName(string host) => host is "" or "localhost" || IPAddress.TryParse(host, out _);
}
