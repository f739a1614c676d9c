using System.Xml.Linq;

namespace Cairn.Architecture.Tests;

/// <summary>The repository as files: projects, what they reference, and their sources.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>Every project of the repository, by name.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } =
        new[] { "src", "sdk", "tests", "tools", "bench" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Select(Project.Read)
            .ToDictionary(project => project.Name);

    /// <summary>The projects under <c>src</c>.</summary>
    public static IEnumerable<Project> Product =>
        Projects.Values.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>The projects under <c>sdk</c>: they run inside other people's programs.</summary>
    public static IEnumerable<Project> Sdk => Projects.Values.Where(project => project.Path.StartsWith("sdk/", StringComparison.Ordinal));

    /// <summary>The C# files under a folder, without what builds write.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cairn.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No folder above the tests holds Cairn.slnx.");
    }
}

/// <summary>A project file. <paramref name="References"/> are names of projects it refers to directly.</summary>
internal sealed record Project(string Name, string Path, IReadOnlySet<string> References)
{
    public static Project Read(string file)
    {
        var references = XDocument
            .Load(file)
            .Descendants("ProjectReference")
            .Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        return new(System.IO.Path.GetFileNameWithoutExtension(file), Repository.Relative(file), references.ToHashSet());
    }
}
