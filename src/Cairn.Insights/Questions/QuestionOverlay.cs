using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.Insights.Questions;

/// <summary>Lays a range and a filter over a question of any kind. Pure.</summary>
public static class QuestionOverlay
{
    /// <summary>The question with the range in place of its own, and the filter beside its own (both must hold). In a correlation they go to what it
    /// correlates. Free SQL has neither and stays as it is.</summary>
    /// <param name="range">Null: the question keeps its own.</param>
    /// <param name="filter">Null: none.</param>
    public static JsonElement Lay(JsonElement question, JsonElement? range, JsonElement? filter)
    {
        if ((range is null && filter is null) || question.ValueKind != JsonValueKind.Object || Kind(question) == "sql")
            return question;
        var root = JsonObject.Create(question)!;
        if (Kind(question) == "correlation")
        {
            foreach (var name in (string[])["funnel", "retention"])
                if (root[name] is JsonObject inner)
                    Lay(inner, range, filter);
        }
        else
            Lay(root, range, filter);
        return JsonSerializer.SerializeToElement(root);
    }

    private static void Lay(JsonObject question, JsonElement? range, JsonElement? filter)
    {
        if (range is { } r)
            question["range"] = JsonNode.Parse(r.GetRawText());
        if (filter is not { } f)
            return;
        var added = JsonNode.Parse(f.GetRawText());
        question["filter"] = question["filter"] is { } own ? new JsonObject { ["and"] = new JsonArray(own.DeepClone(), added) } : added;
    }

    private static string? Kind(JsonElement question) =>
        question.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
}
