using System.Text.Json;

namespace Cairn.Query.Words;

/// <summary>What the lines of a trends question are.</summary>
internal static class TrendsWords
{
    public static string Of(JsonElement question)
    {
        var series = question.Field("series")?.Items().Select(Series).ToArray() ?? [];
        var lines = series.Length == 1 ? series[0] : string.Join("; ", series.Select((s, i) => $"{(char)('A' + i)}: {s}"));
        if (question.Text("formula") is { } formula)
            lines = $"{formula}, where {lines}";
        var display = question.Text("display") == "cumulative" ? ", added up from the start of the range" : "";
        var rolling = question.Field("rolling") is { } last ? $", each point the mean of the last {last.GetRawText()}" : "";
        var compare = question.Text("compare") switch
        {
            "previous" => ", compared with the period before",
            "year" => ", compared with a year before",
            _ => "",
        };
        return lines + display + rolling + compare;
    }

    private static string Series(JsonElement series)
    {
        var what = FilterWords.Selector(series);
        var of = FilterWords.Property(series);
        return series.Text("measure") switch
        {
            "count" => $"Times {what} happened",
            "persons" => $"Different persons who did {what}",
            "sessions" => $"Sessions with {what}",
            "dau" => $"Different persons who did {what} in the last day",
            "wau" => $"Different persons who did {what} in the last 7 days",
            "mau" => $"Different persons who did {what} in the last 30 days",
            "per_person" => $"Times {what} happened per person who did it",
            "sum" => $"Sum of {of} over {what}",
            "avg" => $"Average {of} of {what}",
            "min" => $"Smallest {of} of {what}",
            "max" => $"Largest {of} of {what}",
            "median" => $"Median {of} of {what}",
            "p90" or "p95" or "p99" => $"{series.Text("measure")![1..]}th percentile of {of} of {what}",
            var other => $"{other} of {what}",
        };
    }
}
