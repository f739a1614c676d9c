using System.Text.Json;
using Cairn.Server.Reports;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Boards;

/// <param name="Version">Send it back with a change, which it must be based on.</param>
internal sealed record BoardAnswer(
    Guid Id,
    string Name,
    string? Description,
    int Version,
    IReadOnlyList<TileAnswer> Tiles,
    BoardSettings Settings,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string UpdatedBy,
    DateTimeOffset UpdatedAt
)
{
    /// <param name="reports">Of the board's project, those removed since included.</param>
    public static BoardAnswer Of(Board b, IReadOnlyList<Report> reports) =>
        new(
            b.Id,
            b.Name,
            b.Description,
            b.Version,
            [.. b.ReadTiles().Select(tile => TileAnswer.Of(tile, reports))],
            b.ReadSettings(),
            b.CreatedBy,
            b.CreatedAt,
            b.UpdatedBy,
            b.UpdatedAt
        );
}

/// <param name="Report">Of a report tile; null for a text, and when the report was removed.</param>
internal sealed record TileAnswer(
    string Id,
    string Kind,
    Guid? ReportId,
    string? Text,
    string? Title,
    string? View,
    TileLayout Layout,
    TileReport? Report
)
{
    public static TileAnswer Of(BoardTile tile, IReadOnlyList<Report> reports) =>
        new(
            tile.Id,
            tile.Kind,
            tile.ReportId,
            tile.Text,
            tile.Title,
            tile.View,
            tile.Layout,
            reports.FirstOrDefault(r => r.Id == tile.ReportId && r.DeletedAt == null) is { } report
                ? new TileReport(report.Name, report.Description, report.Kind, ReportAnswer.Parse(report.Query))
                : null
        );
}

/// <summary>What a tile shows of its report.</summary>
internal sealed record TileReport(string Name, string? Description, string Kind, JsonElement Query);

/// <summary>A board in a list.</summary>
/// <param name="IsShared">Whether a public link to it lives.</param>
internal sealed record ListedBoard(
    Guid Id,
    string Name,
    string? Description,
    int Version,
    int TileCount,
    bool IsShared,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string UpdatedBy,
    DateTimeOffset UpdatedAt
)
{
    public static ListedBoard Of(Board b, bool isShared) =>
        new(b.Id, b.Name, b.Description, b.Version, b.ReadTiles().Count, isShared, b.CreatedBy, b.CreatedAt, b.UpdatedBy, b.UpdatedAt);
}

/// <summary>A 409 problem with what the board is by now.</summary>
internal sealed record BoardConflict(int Status, string Code, string Title, string Detail, BoardAnswer Current)
{
    public static BoardConflict With(BoardAnswer current) =>
        new(
            409,
            "version_conflict",
            "Somebody else has changed the board meanwhile.",
            $"It is at version {current.Version}. Look at it, then send your change again with that version.",
            current
        );
}

/// <summary>A public link, without its token.</summary>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="Token">Only in the answer that made it.</param>
internal sealed record LinkAnswer(
    Guid Id,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    string? Token = null
)
{
    public static LinkAnswer Of(BoardLink link, string? token = null) =>
        new(link.Id, link.CreatedBy, link.CreatedAt, link.LastUsedAt, link.RevokedAt, token);
}
