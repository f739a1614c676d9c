using System.Security.Claims;
using Cairn.Server.Settings;
using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Cairn.Server.Access;

/// <summary>The cookie of a signed-in account: its id and stamp, encrypted and signed with the keys in the data folder. Ends after 14 days without use.</summary>
internal static class SessionCookie
{
    public const string Scheme = "cairn";
    private const string StampClaim = "stamp";

    public static IServiceCollection AddSessionCookie(this IServiceCollection services, CairnSettings settings)
    {
        // With one scheme only, ASP.NET would read the cookie on every request, the events' requests included.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", isEnabled: true);
        services
            .AddDataProtection()
            .SetApplicationName("cairn")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        services
            .AddAuthentication()
            .AddCookie(
                Scheme,
                options =>
                {
                    options.Cookie.Name = "cairn";
                    options.Cookie.HttpOnly = true;
                    options.Cookie.SameSite = SameSiteMode.Lax;
                    options.Cookie.SecurePolicy =
                        settings.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                    options.ExpireTimeSpan = TimeSpan.FromDays(14);
                    options.SlidingExpiration = true;
                }
            );
        return services;
    }

    public static Task SignInAsync(HttpContext context, Account account)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp ?? "")],
            authenticationType: Scheme
        );
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(Scheme);

    public static (Guid Id, string Stamp)? Read(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && principal.FindFirstValue(StampClaim) is { } stamp
            ? (id, stamp)
            : null;
}
