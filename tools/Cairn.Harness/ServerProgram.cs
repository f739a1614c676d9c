namespace Cairn.Harness;

/// <summary>Where the built server is.</summary>
public static class ServerProgram
{
    /// <summary>The program <c>cairn</c> of the repository this runs in: the released build, or the debug build where that is newer.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string Path => _path.Value;

    /// <summary>The folder that holds <c>Cairn.slnx</c>.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Looked for when it is asked for: not every bench starts a server.</summary>
    private static readonly Lazy<string> _path = new(Find);

    private static string Find()
    {
        var built = new[] { "Release", "Debug" }
            .Select(configuration => System.IO.Path.Combine(FindRepository(), "src/Cairn.Server/bin", configuration, "net10.0/cairn"))
            .Where(File.Exists)
            .OrderByDescending(file => File.GetLastWriteTimeUtc(file + ".dll"))
            .FirstOrDefault();
        return built ?? throw new FileNotFoundException("The server is not built: dotnet build src/Cairn.Server -c Release");
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Cairn.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the program holds Cairn.slnx.");
    }
}
