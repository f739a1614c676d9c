using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Server.Reports;
using Cairn.Workspace.Access;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Boards;

/// <summary>A board for whoever has a public link: nothing of persons, keys, SQL or filters.</summary>
internal sealed record SharedBoard(
    string Name,
    string? Description,
    IReadOnlyList<SharedTile> Tiles,
    int RefreshSeconds,
    JsonElement? Range,
    SharedProject Project
)
{
    public static SharedBoard Of(Board board, KnownProject project, IReadOnlyList<Report> reports)
    {
        var settings = board.ReadSettings();
        return new(
            board.Name,
            board.Description,
            [
                .. board
                    .ReadTiles()
                    .Select(tile => SharedTile.Of(tile, reports.FirstOrDefault(r => r.Id == tile.ReportId && r.DeletedAt == null))),
            ],
            settings.RefreshSeconds,
            settings.Range,
            new SharedProject(project.Name, project.Context.Zone.Id, project.Context.Currency)
        );
    }
}

internal sealed record SharedProject(string Name, string TimeZone, string Currency);

/// <param name="Report">Null for a text, and when the report was removed.</param>
internal sealed record SharedTile(
    string Id,
    string Kind,
    string? Text,
    string? Title,
    string? View,
    TileLayout Layout,
    SharedReport? Report
)
{
    public static SharedTile Of(BoardTile tile, Report? report) =>
        new(tile.Id, tile.Kind, tile.Text, tile.Title, tile.View, tile.Layout, report is null ? null : SharedReport.Of(report));
}

/// <param name="Shape">Of the question, what says how its answer is drawn.</param>
internal sealed record SharedReport(string Name, string? Description, string Kind, JsonObject Shape)
{
    /// <summary>Words and numbers of the contract; never names, values or filters.</summary>
    private static readonly string[] _shape =
    [
        "kind",
        "interval",
        "display",
        "compare",
        "rolling",
        "view",
        "order",
        "by",
        "cohort",
        "mode",
        "periods",
        "attribution",
        "formula", // over the lines' letters
    ];

    public static SharedReport Of(Report report)
    {
        var query = ReportAnswer.Parse(report.Query);
        var shape = new JsonObject();
        foreach (var field in query.EnumerateObject())
        {
            var isWord = field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number;
            if (isWord && _shape.Contains(field.Name))
                shape[field.Name] = JsonNode.Parse(field.Value.GetRawText());
            // Numbers only: how many periods a bracket has, how many steps a path.
            else if (field.Name is "steps" && field.Value.ValueKind is JsonValueKind.Number || field.Name is "brackets")
                shape[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        }

        if (query.TryGetProperty("series", out var series))
            shape["series"] = new JsonArray([.. series.EnumerateArray().Select(Measure)]);
        return new(report.Name, report.Description, report.Kind, shape);
    }

    /// <summary>How many lines there are and what they count; not of which events.</summary>
    private static JsonObject Measure(JsonElement series) =>
        new() { ["event"] = null, ["measure"] = series.GetProperty("measure").GetString() };
}
