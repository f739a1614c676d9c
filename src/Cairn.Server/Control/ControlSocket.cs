using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;

namespace Cairn.Server.Control;

/// <summary>The way in for commands of the operator: a Unix socket below the data folder. Whoever may enter that folder (its owner, root) may do everything
/// with it anyway, so nobody has to sign in.</summary>
internal static class ControlSocket
{
    /// <summary>Linux bounds the path of a Unix socket.</summary>
    private const int LongestPath = 107;

    /// <summary>Beside the data, or where that path is too long, in a short folder named by a hash of it.</summary>
    public static string PathFor(string dataFolder)
    {
        var near = Path.Combine(Path.GetFullPath(dataFolder), "control.sock");
        if (Encoding.UTF8.GetByteCount(near) <= LongestPath)
            return near;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(near)))[..16];
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var parent = runtime is { Length: > 0 and < 60 } && Directory.Exists(runtime) ? runtime : Path.GetTempPath();
        return Path.Combine(parent, "cairn-control-" + hash, "control.sock");
    }

    /// <summary>The address for the web server. To be called by whoever holds the data folder's lock: takes away what a killed server left.</summary>
    /// <exception cref="IOException">Somebody else's folder is in the way.</exception>
    public static string PrepareUrl(string dataFolder)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var path = PathFor(dataFolder);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder, OwnerOnly);
        File.SetUnixFileMode(folder, OwnerOnly); // fails when it is not ours
        File.Delete(path);
        return "http://unix:" + path;
    }

    /// <summary>Did the request come in here, and not by the network?</summary>
    public static bool Carries(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint;
}
