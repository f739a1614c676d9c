using System.Text.Json;
using Cairn.Insights.Tests.Questions;

namespace Cairn.Insights.Tests.Catalog;

public sealed class CatalogTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    [Theory]
    [InlineData("events", "buy 9, $pageview 4, $identify 1, $set 1")]
    [InlineData("events?search=PAGE", "$pageview 4")]
    [InlineData("events?from=-1d", "$pageview 2, buy 2")]
    [InlineData("events?search=none", "")]
    [InlineData("values?property=plan", "pro 3, free 2, team 1")]
    [InlineData("values?property=plan&search=R", "pro 3, free 2")]
    [InlineData("values?property=plan&from=-1d", "pro 1, team 1")]
    [InlineData("values?property=amount&event=buy&limit=3", "1 2, 10 1, 2.5 1")]
    [InlineData("values?property=event", "buy 9, $pageview 4, $identify 1, $set 1")]
    [InlineData("values?property=tier&scope=person", "gold 1")]
    [InlineData("values?property=$group_key&scope=group:company", "acme 3")]
    [InlineData("values?property=$event_count&scope=session&event=buy", "1 5, 2 2, 3 2")]
    [InlineData("properties?search=amount", "amount 9")]
    [InlineData("properties?event=$identify&search=anon", "$anon_distinct_id 1")]
    [InlineData("properties?scope=person", "$person_id , tier 1")]
    [InlineData("properties?scope=group:company", "$group_key ")]
    [InlineData("properties?scope=session&search=url", "$entry_url , $exit_url ")]
    public async Task What_can_be_picked_is_counted(string path, string expected)
    {
        var (status, body) = await server.GetAsync("catalog/" + path);
        status.ShouldBe(200);
        string.Join(", ", body.GetProperty("items").EnumerateArray().Select(Shown)).ShouldBe(expected);

        static string Shown(JsonElement item) =>
            (item.TryGetProperty("name", out var name) ? name : item.GetProperty("value")).GetString() + " " + item.GetProperty("count");
    }

    [Fact]
    public async Task Properties_say_their_types_and_meaning()
    {
        var (_, body) = await server.GetAsync("catalog/properties");
        var items = body.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!);
        items["amount"].GetProperty("types").GetRawText().ShouldBe("""["number","text"]""");
        items["url"].GetProperty("description").GetString()!.ShouldNotBeEmpty();
        items["timestamp"].GetProperty("kind").GetString().ShouldBe("time");
        items["timestamp"].GetProperty("builtIn").GetBoolean().ShouldBeTrue();
        items["plan"].GetProperty("builtIn").GetBoolean().ShouldBeFalse();
        var basis = body.GetProperty("basis");
        basis.GetProperty("sampled").GetBoolean().ShouldBeFalse();
        basis.GetProperty("events").GetInt64().ShouldBe(15);
    }

    [Fact]
    public async Task Pages_neither_overlap_nor_miss()
    {
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var (_, page) = await server.GetAsync("catalog/events?limit=1" + cursor);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        } while (cursor.Length > 0 && seen.Count < 10);
        seen.ShouldBe(["buy", "$pageview", "$identify", "$set"]);
    }

    [Theory]
    [InlineData("events?serch=x", "/serch")]
    [InlineData("events?limit=0", "/limit")]
    [InlineData("events?cursor=x!", "/cursor")]
    [InlineData("values", "/property")]
    [InlineData("values?property=a..b", "/property")]
    [InlineData("values?property=x&scope=session", "/property")]
    [InlineData("values?property=x&scope=persn", "/scope")]
    [InlineData("properties?from=soon", "/from")]
    public async Task A_bad_parameter_is_named(string path, string pointer)
    {
        var (status, body) = await server.GetAsync("catalog/" + path);
        status.ShouldBe(400);
        body.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
    }
}
