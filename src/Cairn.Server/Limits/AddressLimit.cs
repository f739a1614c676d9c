using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Cairn.Events;
using Cairn.Server.Control;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Server.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace Cairn.Server.Limits;

/// <summary>How many requests a minute one address may send, events aside (a write key has a rate of its own). An IPv6 network of 64 bits counts as one
/// address. Loopback is free unless the operator names a rate, since whoever forgets CAIRN_PROXIES has everybody there.</summary>
internal static class AddressLimit
{
    public const int DefaultPerMinute = 6000;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddAddressLimit(this IServiceCollection services, CairnSettings settings) =>
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => PartitionOf(context, settings));
            options.OnRejected = RefuseAsync;
        });

    private static RateLimitPartition<IPAddress> PartitionOf(HttpContext context, CairnSettings settings)
    {
        var perMinute = settings.RequestsPerMinute ?? DefaultPerMinute;
        if (
            context.Connection.RemoteIpAddress is not { } address
            || perMinute == 0
            || (settings.RequestsPerMinute is null && IPAddress.IsLoopback(address))
            || ControlSocket.Carries(context)
        )
            return RateLimitPartition.GetNoLimiter(IPAddress.None);
        return RateLimitPartition.GetFixedWindowLimiter(
            Network(address),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = _window }
        );
    }

    internal static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>429 for this and every other limit of the rate limiter, with the fields of draft-ietf-httpapi-ratelimit-headers.</summary>
    private static ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > TimeSpan.Zero ? known : _window;
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        rejected.HttpContext.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"address\";r=0;t={seconds}");
        return new ValueTask(
            rejected.HttpContext.WriteProblemAsync(
                IsSignIn(rejected.HttpContext)
                    ? new Problem(429, "too_many_tries", "Too many tries from this address.", $"Wait {seconds} s.")
                    : new Problem(
                        429,
                        "too_many_requests",
                        "Too many requests from this address.",
                        $"Wait {seconds} s, then go on slower."
                    ),
                TimeSpan.FromSeconds(seconds)
            )
        );
    }

    private static bool IsSignIn(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is SignInLimit.Policy;
}
