using System.Text.Json;
using Cairn.Insights.Tests.Questions;

namespace Cairn.Insights.Tests.People;

/// <summary>Persons of <see cref="Histories.SmallShop"/> over HTTP.</summary>
public sealed class PeopleEndpointTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    [Fact]
    public async Task Persons_are_listed_latest_first_page_by_page()
    {
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var (status, page) = await server.GetAsync($"persons?limit=2{cursor}");
            status.ShouldBe(200);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(p => string.Join("+", Ids(p))));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        } while (cursor.Length > 0 && seen.Count < 20);
        seen.ShouldBe(["dora", "cleo", "anon+bert", "ada", "eve"]);
    }

    [Theory]
    [InlineData("BER", "anon+bert")]
    [InlineData("anon", "anon+bert")]
    [InlineData("gol", "cleo")] // tier: gold
    [InlineData("nobody", "")]
    public async Task Search_looks_at_distinct_ids_and_properties(string search, string expected)
    {
        var (_, page) = await server.GetAsync($"persons?search={search}");
        string.Join(" ", page.GetProperty("items").EnumerateArray().Select(p => string.Join("+", Ids(p)))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_person_is_found_by_any_distinct_id_and_by_id()
    {
        var (status, bert) = await server.GetAsync("persons/anon");
        status.ShouldBe(200);
        Ids(bert).ShouldBe(["anon", "bert"]);
        (Number("events"), Number("pageviews"), Number("sessions"), Number("distinctIdCount")).ShouldBe((4, 1, 2, 2));
        bert.GetProperty("firstSeen").GetString().ShouldBe("2026-11-02T22:59:00Z");
        bert.GetProperty("lastSeen").GetString().ShouldBe("2026-11-03T07:00:00Z");
        bert.GetProperty("topEvents").GetRawText().ShouldBe("""[{"name":"buy","count":2},{"name":"$pageview","count":1}]""");
        var (_, again) = await server.GetAsync("persons/" + bert.GetProperty("id").GetString());
        again.GetRawText().ShouldBe(bert.GetRawText());
        (await server.GetAsync("persons/cleo")).Body.GetProperty("properties").GetRawText().ShouldBe("""{"tier":"gold"}""");

        long Number(string name) => bert.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task A_timeline_has_sessions_newest_first()
    {
        var (status, body) = await server.GetAsync("persons/bert/timeline?limit=1");
        status.ShouldBe(200);
        body.GetProperty("isWhole").GetBoolean().ShouldBeTrue();
        Show(body).ShouldBe(["2026-11-03T07:00:00Z 2026-11-03T07:00:00Z buy"]);
        var (_, next) = await server.GetAsync("persons/bert/timeline?limit=1&cursor=" + body.GetProperty("next").GetString());
        Show(next).ShouldBe(["2026-11-02T22:59:00Z 2026-11-02T23:05:00Z $identify,buy,$pageview"]);
        next.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_person_has_as_many_sessions_as_the_timeline()
    {
        foreach (var who in new[] { "ada", "bert", "cleo", "dora", "eve" })
        {
            var sessions = (await server.GetAsync("persons/" + who)).Body.GetProperty("sessions").GetInt64();
            var timeline = (await server.GetAsync($"persons/{who}/timeline")).Body.GetProperty("items");
            timeline.EnumerateArray().LongCount(s => s.GetProperty("events").EnumerateArray().Any(IsBehaviour)).ShouldBe(sessions, who);
        }

        static bool IsBehaviour(JsonElement e) => e.GetProperty("event").GetString() is "buy" or "$pageview";
    }

    [Theory]
    [InlineData("persons?limit=0", 400, "/limit")]
    [InlineData("persons?cursor=x", 400, "/cursor")]
    [InlineData("persons?serch=x", 400, "/serch")]
    [InlineData("persons/ada/timeline?limit=101", 400, "/limit")]
    [InlineData("persons/nobody", 404, "")]
    [InlineData("persons/17/timeline", 404, "")]
    public async Task A_fault_is_named(string path, int expected, string pointer)
    {
        var (status, body) = await server.GetAsync(path);
        status.ShouldBe(expected);
        if (expected == 400)
            body.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
        else
            body.GetProperty("code").GetString().ShouldBe("not_found");
    }

    private static string[] Ids(JsonElement person) => [.. person.GetProperty("distinctIds").EnumerateArray().Select(i => i.GetString()!)];

    private static string[] Show(JsonElement timeline) =>
        [
            .. timeline
                .GetProperty("items")
                .EnumerateArray()
                .Select(s =>
                    $"{s.GetProperty("start").GetString()} {s.GetProperty("end").GetString()} "
                    + string.Join(",", s.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("event").GetString()))
                ),
        ];
}
