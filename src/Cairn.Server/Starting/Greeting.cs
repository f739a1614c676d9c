using Cairn.Server.Settings;
using Cairn.Server.Setup;
using Cairn.Workspace.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cairn.Server.Starting;

/// <summary>The lines for people on stdout, once the server listens: where it is and, while there is no account, the link to make one.</summary>
internal static class Greeting
{
    public static void PrintWhenListening(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = Address(app.Services);
            Console.Out.WriteLine($"Cairn is at {address}");
            if (!app.Services.GetRequiredService<WorkspaceAccess>().Current.HasAccounts)
                Console.Out.WriteLine(
                    $"Make the first account: {address}/setup?token={app.Services.GetRequiredService<SetupToken>().Text}"
                );
            Console.Out.Flush();
        });

    /// <summary>With the port the kernel chose, when the settings left it open.</summary>
    private static string Address(IServiceProvider services)
    {
        var settings = services.GetRequiredService<CairnSettings>();
        var bound = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return settings.Shown(bound ?? settings.Urls[0]);
    }
}
