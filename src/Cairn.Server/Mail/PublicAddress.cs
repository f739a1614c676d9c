using Cairn.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cairn.Server.Mail;

/// <summary>The address that people type, for links. From the settings and the listener, never from a request's Host header: whoever asks for somebody's
/// reset link must not choose where it leads.</summary>
internal sealed class PublicAddress(CairnSettings settings, IServer server)
{
    /// <summary>Without a slash at its end; with the port the kernel chose, when the settings left it open. Null while the server runs for one command only
    /// and no address was set for people.</summary>
    public string? Known =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(IsForPeople) ?? settings.Urls.FirstOrDefault())
            is { } bound
            ? settings.Shown(bound)
            : settings.PublicUrl?.ToString().TrimEnd('/');

    public string Text => Known ?? CairnSettings.DefaultUrl;

    private static bool IsForPeople(string address) => !address.Contains("://unix:", StringComparison.Ordinal);

    /// <summary>The token stands behind the #: browsers send it to no server and to no log.</summary>
    public string ResetLink(string token) => ResetLink(Text, token);

    public static string ResetLink(string address, string token) => $"{address}/reset-password#{token}";

    public string AccountPage => $"{Text}/account";

    public string InvitationLink(string token) => $"{Text}/invitation#{token}";
}
