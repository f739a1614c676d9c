using System.Net;
using System.Threading.RateLimiting;
using Cairn.Server.Limits;

namespace Cairn.Server.Sessions;

/// <summary>At most 60 tries of a password or token per minute and address (an IPv6 network of 64 bits counts as one), on top of the account's own lockout: a check costs 0.1 s of CPU.</summary>
internal static class SignInLimit
{
    public const string Policy = "sign-in";
    private const int TriesPerMinute = 60;

    public static IServiceCollection AddSignInLimit(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
            options.AddPolicy(
                Policy,
                context =>
                    RateLimitPartition.GetFixedWindowLimiter(
                        context.Connection.RemoteIpAddress is { } address ? AddressLimit.Network(address) : IPAddress.None,
                        _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1) }
                    )
            )
        );
}
