using Cairn.Server.Settings;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>How passkeys are made and checked: by the framework's own handler.</summary>
internal static class PasskeyServices
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services, CairnSettings settings) =>
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // Browsers bind a passkey to this domain for good. Without a public address it is the host of the request.
            options.ServerDomain = settings.PublicUrl?.Host;
            options.UserVerificationRequirement = "required"; // the device asks for finger, face or PIN: two factors in one
            options.ResidentKeyRequirement = "required"; // so that signing in asks for no address first
            options.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOwn(context, settings));
        });

    /// <summary>Host and port decide, as in <see cref="Access.SameSite"/>: behind a proxy that ends TLS the server sees http where the page has https.</summary>
    private static bool IsOwn(PasskeyOriginValidationContext context, CairnSettings settings) =>
        Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (
            string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin.Authority, settings.PublicUrl?.Authority, StringComparison.OrdinalIgnoreCase)
        );
}
