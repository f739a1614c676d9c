namespace Cairn.Architecture.Tests;

/// <summary>A caller of the role self sees one person's rows. <c>EventSource</c> narrows every read to them; whoever reads a project's rows past it stands here
/// with the reason why no such caller comes there.</summary>
public sealed class VisibleRowsTests
{
    private static readonly Dictionary<string, string> _past = new()
    {
        ["src/Cairn.Query/Sources/EventSource.cs"] = "narrows",
        ["src/Cairn.Query/Sources/StoredValues.cs"] = "narrows; groups are refused",
        ["src/Cairn.Query/Cohorts/CohortSql.cs"] = "cohorts are refused, in ProjectCohorts",
        ["src/Cairn.Query/Sequences/BuildPersonIndex.cs"] = "an index is never looked into for one person",
        ["src/Cairn.Insights/SqlConsole/ConsoleViews.cs"] = "the kind is refused",
        ["src/Cairn.Insights/Correlations/PropertyTraits.cs"] = "the kind is refused",
        ["src/Cairn.Insights/Catalog/CatalogSql.cs"] = "the routes are refused",
        ["src/Cairn.Insights/People/PeopleSql.cs"] = "properties of persons that are visible; the search is refused",
    };

    [Fact]
    public void Nobody_reads_a_projects_rows_past_what_the_caller_may_see() =>
        new[] { "src/Cairn.Query", "src/Cairn.Insights" }
            .SelectMany(Repository.Sources)
            .Where(file => File.ReadAllText(file).Contains("project_id =", StringComparison.Ordinal))
            .Select(Repository.Relative)
            .ShouldBe(_past.Keys, ignoreOrder: true);
}
