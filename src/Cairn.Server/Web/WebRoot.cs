namespace Cairn.Server.Web;

/// <summary>Where the built web app lies: <c>wwwroot</c> beside the binaries when published, in the source folder while developing.</summary>
internal static class WebRoot
{
    /// <returns>Null when the web app was not built.</returns>
    public static string? Find()
    {
        if (HasApp(Path.Combine(AppContext.BaseDirectory, "wwwroot")) is { } beside)
            return beside;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (HasApp(Path.Combine(folder.FullName, "src", "Cairn.Server", "wwwroot")) is { } inSource)
                return inSource;
        }
        return null;
    }

    private static string? HasApp(string folder) => File.Exists(Path.Combine(folder, "index.html")) ? folder : null;
}
