using System.Text.RegularExpressions;

namespace Cairn.Client.Tests.Docs;

public sealed partial class DocsTests
{
    [Theory]
    [InlineData("docs/sdks/dotnet.md", 5)]
    [InlineData("sdk/dotnet/Cairn.Client/README.md", 1)]
    [InlineData("sdk/dotnet/Cairn.AspNetCore/README.md", 1)]
    [InlineData("sdk/dotnet/Cairn.Extensions.AI/README.md", 1)]
    public void Every_piece_of_code_in_the_docs_compiles(string page, int atLeast)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Cairn.slnx")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("No folder above the tests holds Cairn.slnx.");
        var compiled = Bare(File.ReadAllText(Path.Combine(root, "tests/Cairn.Client.Tests/Docs/Snippets.cs")));
        var pieces = Code().Matches(File.ReadAllText(Path.Combine(root, page))).Select(match => match.Groups["code"].Value).ToArray();
        pieces.Length.ShouldBeGreaterThanOrEqualTo(atLeast);
        pieces.Where(piece => !compiled.Contains(Bare(piece), StringComparison.Ordinal)).ShouldBeEmpty("Write it into Snippets.cs too.");
    }

    /// <summary>Without white space, and without the commas that formatting adds.</summary>
    private static string Bare(string code) => Space().Replace(code, "").Replace(",}", "}");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
