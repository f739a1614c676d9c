namespace Cairn.Processes;

/// <summary>Where the native engines lie: the <c>node_modules</c> folder that <c>npm ci</c> fills in <c>engines/</c>.</summary>
public static class EnginesFolder
{
    /// <summary>The environment variable that names the folder when it is not above the binaries.</summary>
    public const string Variable = "CAIRN_ENGINES";

    /// <summary>The <c>node_modules</c> folder: <c>$CAIRN_ENGINES</c> (or its <c>node_modules</c>), else <c>engines/node_modules</c> in the nearest
    /// folder above the binaries.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none; the message says what to do.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            var inside = Path.Combine(named, "node_modules");
            return Directory.Exists(inside) ? inside
                : Directory.Exists(Path.Combine(named, "@chdb")) ? named
                : throw new DirectoryNotFoundException($"{Variable} is set to {named}, but there are no engines in it. Run npm ci there.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var modules = Path.Combine(folder.FullName, "engines", "node_modules");
            if (Directory.Exists(modules))
                return modules;
        }

        throw new DirectoryNotFoundException(
            $"The engines are missing: no engines/node_modules above {AppContext.BaseDirectory}. Run npm ci in engines/, or set {Variable}."
        );
    }

    /// <summary>A file of one of the packages.</summary>
    /// <exception cref="FileNotFoundException">The package was not installed; the message says what to do.</exception>
    public static string File(string package, string relativePath)
    {
        var path = Path.Combine(Find(), package, relativePath);
        return System.IO.File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"{path} is missing. Run npm ci in engines/; on other platforms than Linux x64 use external servers."
            );
    }
}
