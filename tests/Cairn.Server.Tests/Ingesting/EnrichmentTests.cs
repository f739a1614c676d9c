using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>What the server adds to an event, as it is stored.</summary>
public sealed class EnrichmentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_page_view_of_a_browser_tells_page_campaign_source_and_device()
    {
        var properties = await StoredAsync(
            Firefox,
            """
            {"event":"$pageview","distinct_id":"u","properties":{
              "url":"https://shop.example/pricing?utm_source=news&utm_medium=email&utm_campaign=fall+sale&utm_term=a%20b&utm_content=top",
              "referrer":"https://www.google.com/search"}}
            """
        );

        Text(properties, "$host").ShouldBe("shop.example");
        Text(properties, "$pathname").ShouldBe("/pricing");
        Text(properties, "utm_source").ShouldBe("news");
        Text(properties, "utm_medium").ShouldBe("email");
        Text(properties, "utm_campaign").ShouldBe("fall sale");
        Text(properties, "utm_term").ShouldBe("a b");
        Text(properties, "utm_content").ShouldBe("top");
        Text(properties, "$referring_domain").ShouldBe("google.com");
        Text(properties, "$channel").ShouldBe("Email");
        Text(properties, "$browser").ShouldBe("Firefox");
        Text(properties, "$browser_version").ShouldBe("132");
        Text(properties, "$os").ShouldBe("Windows");
        Text(properties, "$device_type").ShouldBe("Desktop");
        properties.GetProperty("$is_bot").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_client_says_itself_stays()
    {
        var properties = await StoredAsync(
            Firefox,
            """{"event":"e","distinct_id":"u","properties":{"$browser":"Own Browser","url":"https://a.example/x?utm_source=b","utm_source":"own"}}"""
        );

        Text(properties, "$browser").ShouldBe("Own Browser");
        Text(properties, "utm_source").ShouldBe("own");
        properties.TryGetProperty("$browser_version", out _).ShouldBeFalse("Firefox's version is not that browser's");
    }

    [Fact]
    public async Task A_server_library_tells_nothing_about_the_person_s_device()
    {
        var properties = await StoredAsync("curl/8.5.0", """{"event":"e","distinct_id":"u","properties":{"plan":"pro"}}""");

        properties.GetRawText().ShouldBe("""{"plan":"pro"}""");
    }

    private async Task<JsonElement> StoredAsync(string userAgent, string body)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await project.IngestRawAsync(
            Encoding.UTF8.GetBytes(body),
            "/ingest/events?key=" + project.Keys.WriteKey,
            ("User-Agent", userAgent)
        );
        answer.Status.ShouldBe(200, answer.Text);
        return (await project.StoredAsync()).ShouldHaveSingleItem().GetProperty("properties");
    }

    private static string? Text(JsonElement properties, string name) => properties.GetProperty(name).GetString();
}
