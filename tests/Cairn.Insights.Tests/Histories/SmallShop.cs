using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Histories;

/// <summary>Fifteen events in Berlin, 2 to 4 November 2026, few enough to count by hand. Bert first came as anon and was told apart later.</summary>
public static class SmallShop
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>4 November, 18:00 in Berlin.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 4, 17, 0, 0, TimeSpan.Zero);

    public static readonly History History = Make(
        //   local time      event         who     properties
        ("11-02 09:00", "$pageview", "ada", """{"url":"https://x.org/"}"""),
        ("11-02 09:10", "buy", "ada", """{"amount":10,"plan":"pro"}"""),
        ("11-02 09:40", "buy", "ada", """{"amount":20,"plan":"pro"}"""), // 30 minutes later: a new session
        ("11-02 23:59", "$pageview", "anon", """{"url":"https://x.org/a"}"""),
        ("11-03 00:00", "buy", "anon", """{"amount":"30","plan":"free"}"""), // a text written as a number
        ("11-03 00:05", "$identify", "bert", """{"$anon_distinct_id":"anon"}"""),
        ("11-03 08:00", "buy", "bert", """{"amount":"much","plan":"free"}"""),
        ("11-03 08:00", "buy", "cleo", """{"amount":5}"""),
        ("11-03 08:20", "$set", "cleo", """{}"""),
        ("11-04 10:00", "$pageview", "cleo", """{"$current_url":"https://x.org/"}"""),
        ("11-04 10:00", "buy", "dora", """{"amount":2.5,"plan":"pro"}"""),
        ("11-04 10:29", "buy", "dora", """{"amount":7.5,"plan":"team"}"""),
        ("11-04 10:58", "$pageview", "dora", """{}"""),
        ("10-30 12:00", "buy", "ada", """{"amount":1}"""),
        ("10-30 12:00", "buy", "eve", """{"amount":1}""")
    );

    public static ProjectContext Project(ProjectId id) => new(id, "shop", Zone, "EUR");

    private static History Make(params (string Local, string Event, string Who, string Properties)[] events) =>
        new([
            .. events.Select(
                (e, i) =>
                    new Happening(
                        i,
                        e.Event,
                        e.Who,
                        At(e.Local),
                        "",
                        e.Who == "dora" ? new Dictionary<string, string> { ["company"] = "acme" } : new Dictionary<string, string>(),
                        JsonNode.Parse(e.Properties)!.AsObject(),
                        e.Event == "$set" ? new JsonObject { ["tier"] = "gold", ["former"] = null } : null
                    )
            ),
        ]);

    private static DateTimeOffset At(string local)
    {
        var clock = DateTime.Parse($"2026-{local}:00");
        return new DateTimeOffset(clock, Zone.GetUtcOffset(clock)).ToUniversalTime();
    }
}
