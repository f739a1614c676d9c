using System.Collections.Frozen;
using Cairn.Query.Spec;
using Cairn.Workspace.Boards;

namespace Cairn.Server.Boards;

/// <summary>Reads tiles. Faults name their field.</summary>
internal static class TileFields
{
    private const int MaxText = 10_000;
    private const int MaxTitle = 200;
    private const int MaxWord = 64;

    private static readonly FrozenDictionary<string, string> _kinds = new Dictionary<string, string>
    {
        [BoardTile.Report] = BoardTile.Report,
        [BoardTile.TextKind] = BoardTile.TextKind,
    }.ToFrozenDictionary();

    /// <summary>The tiles of a board; those with faults may be missing.</summary>
    public static IReadOnlyList<BoardTile> ReadAll(SpecNode list)
    {
        var tiles = new List<BoardTile>();
        foreach (var node in list.List(0, BoardTile.Most))
        {
            if (Read(node, place: null) is not { } tile)
                continue;
            if (tiles.Any(t => t.Id == tile.Id))
                new SpecNode(node.Element, node.Pointer + "/id", node.Errors).Fault("duplicate_id", "Another tile has this id.");
            tiles.Add(tile);
        }

        return tiles;
    }

    /// <param name="place">Where a tile without a layout goes, from its kind; null: every tile must say.</param>
    public static BoardTile? Read(SpecNode node, Func<string, TileLayout>? place)
    {
        if (node.Object("id", "kind", "reportId", "text", "title", "view", "layout") is not { } fields)
            return null;
        var kind = fields.Required("kind")?.Word(_kinds) ?? BoardTile.TextKind;
        var isReport = kind == BoardTile.Report;
        if (fields[isReport ? "text" : "reportId"] is { } stray)
            stray.Fault("unexpected_value", isReport ? "A report tile has no text." : "A text tile has no report.");
        var report = isReport && fields.Required("reportId") is { } id ? ReadId(id) : null;
        var text = isReport ? null : fields.Required("text")?.Text(0, MaxText);
        var layout =
            fields["layout"] is { } given ? ReadLayout(given)
            : place is not null ? place(kind)
            : ReadLayout(fields.Required("layout"));
        return new BoardTile(
            fields["id"] is { } own ? ReadWord(own) : Guid.NewGuid().ToString("N")[..12],
            kind,
            report,
            text,
            fields["title"]?.Text(0, MaxTitle) is { Length: > 0 } title ? title : null,
            fields["view"] is { } view ? ReadWord(view) : null,
            layout
        );
    }

    private static TileLayout ReadLayout(SpecNode? node)
    {
        if (node?.Object("x", "y", "w", "h") is not { } fields)
            return new TileLayout(0, 0, 1, 1);
        var x = fields.Required("x")?.Whole(0, TileLayout.Columns - 1) ?? 0;
        var width = fields.Required("w");
        var layout = new TileLayout(
            x,
            fields.Required("y")?.Whole(0, TileLayout.MostRows) ?? 0,
            width?.Whole(1, TileLayout.Columns) ?? 1,
            fields.Required("h")?.Whole(1, TileLayout.MostHeight) ?? 1
        );
        if (layout.X + layout.W > TileLayout.Columns)
            width?.Fault("out_of_range", $"The grid has {TileLayout.Columns} columns: x and w may make {TileLayout.Columns} together.");
        return layout;
    }

    private static Guid? ReadId(SpecNode node)
    {
        if (Guid.TryParseExact(node.Text(1, 40), "D", out var id))
            return id;
        node.Fault("invalid_value", "This must be a report's id.");
        return null;
    }

    private static string ReadWord(SpecNode node)
    {
        var text = node.Text(1, MaxWord);
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            node.Fault("invalid_value", "Use letters, digits, dashes and underscores.");
        return text;
    }

    /// <summary>The first free place from the top of the grid that fits a new tile.</summary>
    public static TileLayout PlaceFor(string kind, IReadOnlyList<BoardTile> tiles)
    {
        var (w, h) = kind == BoardTile.Report ? (6, 4) : (6, 2);
        var bottom = tiles.Select(t => t.Layout.Y + t.Layout.H).DefaultIfEmpty(0).Max();
        for (var y = 0; y < bottom; y++)
        for (var x = 0; x + w <= TileLayout.Columns; x++)
        {
            var place = new TileLayout(x, y, w, h);
            if (!tiles.Any(t => t.Layout.Overlaps(place)))
                return place;
        }

        return new TileLayout(0, bottom, w, h);
    }
}
