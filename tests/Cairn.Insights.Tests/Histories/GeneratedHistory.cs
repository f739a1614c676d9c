using System.Text.Json.Nodes;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A small history and a zone, by seed: events close to where clocks change and months end, many at the same instant, many on the edge of a
/// bucket or a session, some persons with two ids.</summary>
public sealed class GeneratedHistory
{
    /// <summary>Zones, each with instants around which something happens to its clock or calendar.</summary>
    private static readonly (string Zone, string[] Around)[] _places =
    [
        ("Europe/Berlin", ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-02-28T23:00:00Z"]),
        ("America/New_York", ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2024-02-29T05:00:00Z"]),
        ("Australia/Lord_Howe", ["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"]),
        ("America/Santiago", ["2026-04-05T03:00:00Z", "2026-09-06T04:00:00Z"]),
        ("Asia/Kathmandu", ["2025-12-31T18:15:00Z"]),
        ("UTC", ["2024-02-29T00:00:00Z", "2026-01-31T00:00:00Z"]),
    ];

    private static readonly string[] _names = ["buy", "buy", "view", "view", "$pageview", "$pageview", "$identify", "$set", "$group"];
    private static readonly double[] _amounts = [0, 0.25, 1, 2.5, 3, 10, 99, -4.75, 1024];
    private static readonly string[] _words = ["a", "b", "Ab", "99", "2.50", "true", "", "x,y", "ä"];

    private readonly Random _random;
    private readonly DateTimeOffset _around;

    private GeneratedHistory(int seed)
    {
        _random = new Random(seed);
        var (zone, around) = Pick(_places);
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        _around = DateTimeOffset.Parse(Pick(around));
        History = new History(Make());
        Now = _around.AddHours(_random.Next(0, 72));
    }

    public History History { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The moment of asking, soon after what happened around.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The instant around which things happen.</summary>
    public DateTimeOffset Around => _around;

    public static GeneratedHistory Of(int seed) => new(seed);

    private List<Happening> Make()
    {
        var count = _random.Next(10) switch
        {
            0 => 0,
            1 => 1,
            _ => _random.Next(2, 40),
        };
        var events = new List<Happening>();
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < count; i++)
        {
            var at = times.Count > 0 && _random.Next(4) == 0 ? Near(Pick(times)) : Fresh();
            times.Add(at);
            events.Add(MakeEvent(i, at));
        }

        return events;
    }

    private DateTimeOffset Fresh()
    {
        var span = Pick([2, 2, 36, 36, 24 * 8, 24 * 40]);
        var at = _around.AddMinutes(15 * _random.Next(-4 * span, (4 * span) + 1));
        return _random.Next(3) == 0 ? at.AddMilliseconds(_random.Next(-2, 3)) : at;
    }

    /// <summary>The same instant, or one that is close to the edge of a session.</summary>
    private DateTimeOffset Near(DateTimeOffset at) =>
        _random.Next(4) switch
        {
            0 => at,
            1 => at.AddMinutes(30),
            2 => at.AddMinutes(30).AddMilliseconds(-1),
            _ => at.AddSeconds(_random.Next(1, 900)),
        };

    private Happening MakeEvent(int sequence, DateTimeOffset at)
    {
        var name = Pick(_names);
        var properties = new JsonObject();
        var (set, setOnce) = ((JsonObject?)null, (JsonObject?)null);
        var person = _random.Next(4);
        var distinctId = _random.Next(3) == 0 ? $"anon_{person}" : $"user_{person}";
        switch (name)
        {
            case "$identify":
                distinctId = $"user_{person}";
                properties["$anon_distinct_id"] = $"anon_{person}";
                break;
            case "$group":
                properties["$group_type"] = "company";
                properties["$group_key"] = Pick(["acme", "globex"]);
                properties["$group_set"] = new JsonObject { ["tier"] = Pick(["gold", "tin"]), ["seats"] = Pick(_amounts) };
                break;
            case "$set":
                set = new JsonObject { ["plan"] = Pick(["pro", "free"]) };
                break;
            default:
                Describe(properties);
                break;
        }

        if (_random.Next(5) == 0)
            setOnce = new JsonObject { ["plan"] = Pick(["trial", "free"]), ["age"] = _random.Next(20, 40) };
        Dictionary<string, string> groups = _random.Next(2) == 0 ? new() { ["company"] = Pick(["acme", "globex", "initech"]) } : [];
        return new Happening(sequence, name, distinctId, at, Pick(["", "", "s1", "s2"]), groups, properties, set, setOnce);
    }

    private void Describe(JsonObject properties)
    {
        if (_random.Next(3) > 0)
            properties["amount"] = _random.Next(5) switch
            {
                0 => JsonValue.Create(Pick(_words)),
                1 => JsonValue.Create(true),
                _ => JsonValue.Create(Pick(_amounts)),
            };
        if (_random.Next(3) > 0)
            properties["word"] = _random.Next(6) switch
            {
                0 => JsonValue.Create(Pick(_amounts)),
                1 => JsonValue.Create(_random.Next(2) == 0),
                _ => JsonValue.Create(Pick(_words)),
            };
        if (_random.Next(3) == 0)
            properties[Pick(["url", "$current_url"])] = Pick([
                "https://x.org/",
                "https://x.org/a",
                "",
                "https://x.org/a/?q=1#top",
                "/product/1",
                "/product/2/?x",
            ]);
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
