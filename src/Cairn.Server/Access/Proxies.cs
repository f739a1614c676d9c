using Cairn.Server.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Cairn.Server.Access;

/// <summary>Believes X-Forwarded-For and X-Forwarded-Proto from the proxies the settings name, and from nobody else. Costs nothing when they name none.</summary>
internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services, CairnSettings settings) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null; // a chain of proxies, as long as each is named
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.Proxies)
                options.KnownIPNetworks.Add(network);
        });

    public static IApplicationBuilder UseProxies(this IApplicationBuilder app, CairnSettings settings) =>
        settings.Proxies.Count > 0 ? app.UseForwardedHeaders() : app;
}
