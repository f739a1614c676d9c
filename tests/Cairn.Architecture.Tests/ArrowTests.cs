using System.Xml.Linq;

namespace Cairn.Architecture.Tests;

/// <summary>Projects are stages of a flow, not layers; docs/architecture.md draws it. Here stands which may refer to which.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["Cairn.Events"] = [],
        ["Cairn.Processes"] = [],
        ["Cairn.Ingest"] = ["Cairn.Events"],
        ["Cairn.Store"] = ["Cairn.Events", "Cairn.Processes"],
        ["Cairn.Workspace"] = ["Cairn.Events", "Cairn.Processes"],
        ["Cairn.Query"] = ["Cairn.Events", "Cairn.Store"],
        ["Cairn.Insights"] = ["Cairn.Events", "Cairn.Store", "Cairn.Query"],
        ["Cairn.Jobs"] = ["Cairn.Events", "Cairn.Store", "Cairn.Query", "Cairn.Insights"],
        ["Cairn.SampleHistory"] = [],
        ["Cairn.Server"] =
        [
            "Cairn.Events",
            "Cairn.Processes",
            "Cairn.Ingest",
            "Cairn.Store",
            "Cairn.Workspace",
            "Cairn.Query",
            "Cairn.Insights",
            "Cairn.Jobs",
            "Cairn.SampleHistory",
        ],
    };

    [Fact]
    public void Every_arrow_between_projects_is_one_of_the_drawn_ones()
    {
        var undrawn =
            from project in Repository.Product
            let allowed = _allowed.GetValueOrDefault(project.Name) ?? []
            from reference in project.References
            where !allowed.Contains(reference)
            select $"{project.Name} → {reference}";
        undrawn.ShouldBeEmpty();
    }

    [Fact]
    public void Every_product_project_has_its_arrows_written_down() =>
        Repository.Product.Select(project => project.Name).Where(name => !_allowed.ContainsKey(name)).ShouldBeEmpty();

    [Fact]
    public void Nothing_in_the_product_sees_the_server() =>
        Repository.Product.Where(project => project.References.Contains("Cairn.Server")).ShouldBeEmpty();

    /// <summary>Not even through somebody else: ingest must take events while the store is away.</summary>
    [Fact]
    public void Ingest_does_not_see_the_store() => Reach("Cairn.Ingest").ShouldNotContain("Cairn.Store");

    [Fact]
    public void The_words_everything_shares_need_no_web_framework_and_no_package()
    {
        var words = XDocument.Load(Path.Combine(Repository.Root, Repository.Projects["Cairn.Events"].Path));
        words.Descendants("FrameworkReference").ShouldBeEmpty();
        words.Descendants("PackageReference").ShouldBeEmpty();
    }

    /// <summary>What runs inside other people's programs brings nothing along that they would have to agree with.</summary>
    [Fact]
    public void The_sdks_see_one_another_only_and_the_client_needs_no_package()
    {
        var sdks = Repository.Sdk.Select(project => project.Name).ToHashSet();
        sdks.ShouldContain("Cairn.Client");
        Repository.Sdk.SelectMany(project => project.References).Where(reference => !sdks.Contains(reference)).ShouldBeEmpty();
        Repository.Product.Where(project => project.References.Overlaps(sdks)).ShouldBeEmpty();
        var client = XDocument.Load(Path.Combine(Repository.Root, Repository.Projects["Cairn.Client"].Path));
        client.Descendants("FrameworkReference").ShouldBeEmpty();
        client.Descendants("PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void The_product_does_not_see_tests_tools_or_benchmarks()
    {
        var product = Repository.Product.Select(project => project.Name).ToHashSet();
        Repository.Product.SelectMany(project => project.References).Where(reference => !product.Contains(reference)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = XDocument
            .Load(Path.Combine(Repository.Root, "Cairn.slnx"))
            .Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value.Replace('\\', '/'));
        listed.ShouldBe(Repository.Projects.Values.Select(project => project.Path), ignoreOrder: true);
    }

    private static HashSet<string> Reach(string from)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var name))
            foreach (var reference in Repository.Projects[name].References.Where(reached.Add))
                open.Push(reference);
        return reached;
    }
}
