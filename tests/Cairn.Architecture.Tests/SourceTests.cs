using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cairn.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int MaxLines = 300;

    [Fact]
    public void No_product_file_is_longer_than_300_lines() =>
        new[] { "src", "sdk" }
            .SelectMany(Repository.Sources)
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MaxLines)
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_hidden_in_a_region() =>
        new[] { "src", "sdk", "tests", "tools", "bench" }
            .Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder)))
            .SelectMany(Repository.Sources)
            .Where(file => RegionLine().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative)
            .ShouldBeEmpty();

    [Fact]
    public void Package_versions_stand_in_one_file() =>
        Repository
            .Projects.Values.Where(project =>
                XDocument
                    .Load(Path.Combine(Repository.Root, project.Path))
                    .Descendants("PackageReference")
                    .Any(package => package.Attribute("Version") is not null)
            )
            .ShouldBeEmpty();

    [Fact]
    public void Ci_runs_what_people_run() => File.ReadAllText(Path.Combine(Repository.Root, ".ci/run")).ShouldContain("exec ./dev test\n");

    /// <summary>Names of events and values of properties are strangers' text: React writes them as text, and nothing else may write them.</summary>
    [Fact]
    public void The_web_app_makes_no_page_and_no_code_of_text() =>
        new[] { "*.ts", "*.tsx", "*.js" }
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Repository.Root, "web/src"), pattern, SearchOption.AllDirectories))
            .Where(file => HtmlOrCodeOfText().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative)
            .ShouldBeEmpty();

    [GeneratedRegex(
        @"dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|document\.write|\beval\(|\bnew Function\(",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HtmlOrCodeOfText();

    [GeneratedRegex(@"^\s*#\s*region\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegionLine();
}
