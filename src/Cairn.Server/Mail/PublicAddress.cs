using Cairn.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cairn.Server.Mail;

/// <summary>The address that people type, for links. From the settings and the listener, never from a request's Host header: whoever asks for somebody's
/// reset link must not choose where it leads.</summary>
internal sealed class PublicAddress(CairnSettings settings, IServer server)
{
    /// <summary>Without a slash at its end; with the port the kernel chose, when the settings left it open.</summary>
    public string Text => settings.Shown(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? settings.Urls[0]);

    /// <summary>The token stands behind the #: browsers send it to no server and to no log.</summary>
    public string ResetLink(string token) => $"{Text}/reset-password#{token}";

    public string InvitationLink(string token) => $"{Text}/invitation#{token}";
}
