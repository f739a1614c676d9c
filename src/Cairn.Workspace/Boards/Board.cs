using System.Text.Json;

namespace Cairn.Workspace.Boards;

/// <summary>Reports and texts on a grid, as it is now.</summary>
public sealed class Board
{
    public required Guid Id { get; init; }
    public required int ProjectId { get; init; }

    /// <summary>From 1; every change makes the next.</summary>
    public required int Version { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>JSON of <see cref="BoardSettings"/>.</summary>
    public required string Settings { get; set; }

    /// <summary>JSON of a list of <see cref="BoardTile"/>.</summary>
    public required string Tiles { get; set; }

    /// <summary>The account's e-mail address or the key's name.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string UpdatedBy { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }

    public BoardSettings ReadSettings() => JsonSerializer.Deserialize<BoardSettings>(Settings, BoardJson.Options)!;

    public IReadOnlyList<BoardTile> ReadTiles() => JsonSerializer.Deserialize<List<BoardTile>>(Tiles, BoardJson.Options)!;
}

/// <summary>What holds for all tiles of a board.</summary>
/// <param name="Range">Stands in for the range of every report; null: each keeps its own. JSON of a question's range.</param>
/// <param name="Filter">Holds beside the filter of every report; null: none. JSON of a question's filter.</param>
/// <param name="RefreshSeconds">How often pages ask again; 0: never by themselves.</param>
public sealed record BoardSettings(JsonElement? Range, JsonElement? Filter, int RefreshSeconds)
{
    public const int DefaultRefreshSeconds = 60;

    public static BoardSettings Default { get; } = new(null, null, DefaultRefreshSeconds);
}

/// <summary>A place on the grid.</summary>
/// <param name="Id">Of this tile in its board.</param>
/// <param name="Kind"><c>report</c> or <c>text</c>.</param>
/// <param name="ReportId">Of a report tile. The report may have been removed since.</param>
/// <param name="Text">Of a text tile.</param>
/// <param name="Title">Shown instead of the report's name; null: the name.</param>
/// <param name="View">How pages show the report, in their words, e.g. table; null: as is usual for its kind.</param>
public sealed record BoardTile(string Id, string Kind, Guid? ReportId, string? Text, string? Title, string? View, TileLayout Layout)
{
    public const string Report = "report";
    public const string TextKind = "text";

    /// <summary>On one board.</summary>
    public const int Most = 100;
}

/// <summary>Columns and rows of a grid 12 columns wide, from 0.</summary>
public sealed record TileLayout(int X, int Y, int W, int H)
{
    public const int Columns = 12;
    public const int MostRows = 10_000;
    public const int MostHeight = 50;

    public bool Overlaps(TileLayout other) => X < other.X + other.W && other.X < X + W && Y < other.Y + other.H && other.Y < Y + H;
}

/// <summary>What people write about a board. It was checked by the caller.</summary>
public sealed record BoardText(string Name, string? Description, BoardSettings Settings, IReadOnlyList<BoardTile> Tiles);

/// <summary>How tiles and settings are kept.</summary>
internal static class BoardJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
