using System.Net;
using System.Net.Sockets;

namespace Cairn.Ingest.Mirror;

/// <summary>Which addresses may requests be sent on to? Asked when the setting is saved and again for every connection, after the name was resolved: a name that points elsewhere
/// later opens nothing.</summary>
public static class VendorAddress
{
    /// <summary>Where clouds answer questions about the machine and hand out its credentials, beside the link-local ones.</summary>
    private static readonly HashSet<IPAddress> _metadata =
    [
        IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("168.63.129.16"),
        IPAddress.Parse("192.0.0.192"),
        IPAddress.Parse("fd00:ec2::254"),
        IPAddress.Parse("fd20:ce::254"),
    ];

    /// <summary>What is wrong with the text of the address; null: nothing.</summary>
    public static string? FaultOf(Uri url) =>
        url.Scheme is not ("https" or "http") ? "Write an address such as https://eu.i.posthog.com."
        : url.UserInfo.Length > 0 ? "Leave out the user name and password: the vendor's key has a field of its own."
        : url.Query.Length > 0 || url.Fragment.Length > 0 ? "Leave out what comes after ? or #: only the vendor's base address is wanted."
        : url.Scheme is "http" && !url.IsLoopback ? "Use https: http is for this machine only."
        : null;

    /// <summary>May this address be connected to?</summary>
    /// <param name="isPlain">By http, which is for this machine only.</param>
    public static bool MayReach(IPAddress address, bool isPlain)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        return !isPlain && !IsLocal(address) && !_metadata.Contains(address);
    }

    /// <summary>Opens a connection, to an allowed address or not at all.</summary>
    internal static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme is "http";
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(a => MayReach(a, isPlain)).ToArray();
        if (allowed.Length == 0 || allowed.Length < addresses.Length)
            throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLocal(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) || IsEmbedded(address);
        var bytes = address.GetAddressBytes();
        return bytes[0] == 0 || bytes[0] >= 224 || (bytes[0] == 169 && bytes[1] == 254);
    }

    /// <summary>A forbidden IPv4 address inside one of IPv6 (64:ff9b::/96, 2002::/16), which a gateway would unpack.</summary>
    private static bool IsEmbedded(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        ReadOnlySpan<byte> nat = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0];
        var inside =
            bytes.AsSpan(0, 12).SequenceEqual(nat) ? bytes[12..]
            : bytes[0] == 0x20 && bytes[1] == 0x02 ? bytes[2..6]
            : null;
        return inside is not null && !MayReach(new IPAddress(inside), isPlain: false);
    }
}

/// <summary>The vendor's name leads to an address that nothing may be sent to.</summary>
public sealed class AddressRefusedException() : Exception("The address is refused.");
