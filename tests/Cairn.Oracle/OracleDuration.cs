using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Windows: days have 24 hours, months 30 days.</summary>
internal static class OracleDuration
{
    public static TimeSpan Of(JsonNode window) =>
        window["value"]!.GetValue<int>()
        * window["unit"]!.GetValue<string>() switch
        {
            "second" => TimeSpan.FromSeconds(1),
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            "day" => TimeSpan.FromDays(1),
            "week" => TimeSpan.FromDays(7),
            _ => TimeSpan.FromDays(30),
        };
}
