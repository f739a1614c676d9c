using System.Text.Json;
using Cairn.Events;

namespace Cairn.Query.Words;

/// <summary>A question in a sentence of plain English, for people who look at a number and ask what it is. Made from the question's JSON once its reader has
/// found it free of faults. A kind that is not known here gets a plain sentence.</summary>
public static class QuestionWords
{
    /// <summary>E.g. <c>Different persons who did “buy” with plan = pro, per day in Europe/Berlin, from 2026-11-01 to 2026-11-20.</c></summary>
    public static string Of(JsonElement question, TimeRange range)
    {
        if (question.Text("kind") == "sql")
            return "The rows of the SQL statement, over this project alone.";
        var interval = question.Text("interval");
        var per = interval is null && question.Text("kind") == "trends" ? "day" : interval;
        var buckets = per is null ? "" : $", per {per}";
        return $"{What(question)}{FilterWords.Breakdowns(question)}{Filtered(question)}{buckets} in {range.Zone.Id}, {RangeWords.Of(range)}.";
    }

    private static string Filtered(JsonElement question) =>
        question.Field("filter") is { } filter && FilterWords.Filter(filter) is { Length: > 0 } words
            ? $", counting only events with {words}"
            : "";

    private static string What(JsonElement question) =>
        question.Text("kind") switch
        {
            "trends" => TrendsWords.Of(question),
            "funnel" => Funnel(question),
            "retention" => Retention(question),
            "lifecycle" => $"Persons active by {Selected(question, "selector")}, told apart as new, returning, resurrecting and dormant",
            "stickiness" =>
                $"Persons who did {Selected(question, "selector")}, by the number of {question.Text("interval") ?? "day"}s in which they did it",
            "paths" => Paths(question),
            "correlation" when question.Field("funnel") is { } funnel =>
                $"Which events and properties separate those who complete this funnel from those who do not: {Funnel(funnel)}{Filtered(funnel)}",
            "correlation" when question.Field("retention") is { } retention =>
                $"Which events and properties separate those retained from those who left: {Retention(retention)}{Filtered(retention)}",
            "discovery" => $"The frequent ordered ways of persons to {Selected(question, "goal")}{Within(question, "before it")}",
            var other => $"A question of the kind “{other}”",
        };

    private static string Funnel(JsonElement funnel)
    {
        var steps = funnel.Field("steps")?.Items().Select(FilterWords.Selector).ToArray() ?? [];
        var by = funnel.Text("by") ?? "person";
        var who = by switch
        {
            "person" => "Persons who did",
            "session" => "Sessions with",
            _ => $"{by[(by.IndexOf(':', StringComparison.Ordinal) + 1)..]} groups with",
        };
        var (join, order) = funnel.Text("order") switch
        {
            "any" => (" and ", ", in any order"),
            "strict" => (", then ", ", with nothing else in between"),
            _ => (", then ", ", in this order"),
        };
        var exclusions = funnel.Field("exclusions")?.Items().Select(FilterWords.Selector).ToArray() ?? [];
        var without = exclusions.Length == 0 ? "" : $", leaving out who did {string.Join(" or ", exclusions)} in between";
        return $"{who} {string.Join(join, steps)}{order}{Within(funnel, "of the first")}{without}";
    }

    private static string Within(JsonElement question, string end)
    {
        if (question.Field("window") is not { } window || window.Field("value") is not { } value)
            return "";
        var unit = window.Text("unit") ?? "";
        return $", within {value.GetRawText()} {unit}{(value.GetRawText() == "1" ? "" : "s")} {end}";
    }

    private static string Retention(JsonElement question)
    {
        var period = question.Text("interval") ?? "day";
        var start = Selected(question, "start");
        var who = question.Text("cohort") switch
        {
            "first_ever" => $"who did {start} for the first time ever",
            "recurring" => $"who did {start}, in every {period} they did it",
            _ => $"who did {start} for the first time in the range",
        };
        var when = question.Text("mode") == "on_or_after" ? $"so many {period}s later or after" : $"so many {period}s later";
        return $"Of the persons {who}, how many did {Selected(question, "return")} {when}";
    }

    private static string Paths(JsonElement question)
    {
        var by = question.Text("by") == "page" ? "pages persons view" : "events persons do";
        var start = question.Text("start") is { } s ? $", starting at “{s}”" : "";
        var end = question.Text("end") is { } e ? $", ending at “{e}”" : "";
        var steps = question.Field("steps") is { } n ? $", {n.GetRawText()} steps" : "";
        return $"The {by} one after the other{start}{end}{steps}";
    }

    private static string Selected(JsonElement question, string name) =>
        question.Field(name) is { } selector ? FilterWords.Selector(selector) : "any event";
}
