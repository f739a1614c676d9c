using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Spec;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Boards;

/// <summary>Reads and checks what people write about a board.</summary>
internal sealed class BoardBody(AnswerQuestion answer, ListReports reports)
{
    private const int MaxRefreshSeconds = 86_400;
    private const int LeastRefreshSeconds = 5;

    /// <summary>The body; null with every fault.</summary>
    /// <param name="isChange">Whether it must name the version it is based on.</param>
    public async Task<(BoardText? Text, int BasedOn, IReadOnlyList<InputError> Errors)> ReadAsync(
        HttpRequest request,
        ProjectContext project,
        bool isChange,
        CancellationToken cancellationToken
    )
    {
        var errors = new SpecErrors();
        string[] known = ["name", "description", "tiles", "settings"];
        if ((await RootAsync(request, errors, cancellationToken))?.Object(isChange ? ["version", .. known] : known) is not { } fields)
            return (null, 0, errors.Items);
        var basedOn = isChange ? fields.Required("version")?.Whole(1, int.MaxValue) ?? 0 : 0;
        var name = fields.Required("name")?.Text(1, 200) ?? "";
        var description = fields["description"]?.Text(0, 2_000);
        var tiles = fields["tiles"];
        IReadOnlyList<BoardTile> read = tiles is { } list ? TileFields.ReadAll(list) : [];
        if (tiles is { } given)
            await CheckReportsAsync(project, read, i => given.Pointer + "/" + i, errors, cancellationToken);
        var settings = fields["settings"] is { } s ? await ReadSettingsAsync(project, s, cancellationToken) : BoardSettings.Default;
        return errors.Any ? (null, 0, errors.Items) : (new BoardText(name, description, settings, read), basedOn, []);
    }

    /// <summary>One tile to append; its place is found where it names none.</summary>
    /// <param name="board">The tiles there are.</param>
    public async Task<(BoardTile? Tile, IReadOnlyList<InputError> Errors)> ReadTileAsync(
        JsonElement body,
        ProjectContext project,
        IReadOnlyList<BoardTile> board,
        CancellationToken cancellationToken
    )
    {
        var errors = new SpecErrors();
        var tile = TileFields.Read(new SpecNode(body, "", errors), kind => TileFields.PlaceFor(kind, board));
        if (tile is not null)
            await CheckReportsAsync(project, [tile], _ => "", errors, cancellationToken);
        if (tile is not null && board.Any(t => t.Id == tile.Id))
            errors.Add("/id", "duplicate_id", "Another tile has this id.");
        if (board.Count >= BoardTile.Most)
            errors.Add("", "too_many", $"A board has at most {BoardTile.Most} tiles.");
        return errors.Any ? (null, errors.Items) : (tile, []);
    }

    /// <summary>A range and a filter for one asking; null with every fault. An empty body: neither.</summary>
    public async Task<(JsonElement? Range, JsonElement? Filter, bool IsGiven, IReadOnlyList<InputError> Errors)> ReadOverlayAsync(
        HttpRequest request,
        ProjectContext project,
        CancellationToken cancellationToken
    )
    {
        var errors = new SpecErrors();
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        if (bytes.Length == 0)
            return (null, null, false, []);
        if (SpecBody.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), errors)?.Object("range", "filter") is not { } fields)
            return (null, null, true, errors.Items);
        await CheckOverlayAsync(project, fields, cancellationToken);
        return (fields["range"]?.Element, fields["filter"]?.Element, true, errors.Items);
    }

    public static async Task<SpecNode?> RootAsync(HttpRequest request, SpecErrors errors, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return SpecBody.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), errors);
    }

    private async Task<BoardSettings> ReadSettingsAsync(ProjectContext project, SpecNode node, CancellationToken cancellationToken)
    {
        if (node.Object("range", "filter", "refreshSeconds") is not { } fields)
            return BoardSettings.Default;
        await CheckOverlayAsync(project, fields, cancellationToken);
        var refresh = fields["refreshSeconds"]?.Whole(0, MaxRefreshSeconds) ?? BoardSettings.DefaultRefreshSeconds;
        if (refresh is > 0 and < LeastRefreshSeconds)
            fields["refreshSeconds"]?.Fault("out_of_range", $"Use 0 for never, or at least {LeastRefreshSeconds} seconds.");
        return new BoardSettings(fields["range"]?.Element, fields["filter"]?.Element, refresh);
    }

    /// <summary>Tries range and filter in a plain question: cohorts, regular expressions and empty ranges are looked at as everywhere.</summary>
    private async Task CheckOverlayAsync(ProjectContext project, SpecObject fields, CancellationToken cancellationToken)
    {
        var question = new JsonObject
        {
            ["kind"] = "trends",
            ["range"] = fields["range"] is { } range ? JsonNode.Parse(range.Element.GetRawText()) : new JsonObject { ["from"] = "today" },
            ["interval"] = "month",
            ["series"] = new JsonArray(new JsonObject { ["event"] = null, ["measure"] = "count" }),
        };
        if (fields["filter"] is { } filter)
            question["filter"] = JsonNode.Parse(filter.Element.GetRawText());
        await answer.CheckAsync(project, fields.Node with { Element = JsonSerializer.SerializeToElement(question) }, cancellationToken);
    }

    /// <summary>A report that was removed may stay on a board; one that never was may not come onto it.</summary>
    private async Task CheckReportsAsync(
        ProjectContext project,
        IReadOnlyList<BoardTile> tiles,
        Func<int, string> pointer,
        SpecErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (errors.Any)
            return;
        var ids = tiles.Select(t => t.ReportId).OfType<Guid>().ToHashSet();
        var known = (await reports.OfAsync(project.Id, ids, cancellationToken)).Select(r => r.Id).ToHashSet();
        for (var i = 0; i < tiles.Count; i++)
            if (tiles[i].ReportId is { } id && !known.Contains(id))
                errors.Add(pointer(i) + "/reportId", "unknown_report", "This project has no such report. GET …/reports lists them.");
    }
}
