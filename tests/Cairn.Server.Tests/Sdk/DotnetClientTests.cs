using System.Collections.Concurrent;
using System.Text.Json;
using Cairn.Client;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Sdk;

/// <summary>The .NET client against Cairn itself.</summary>
public sealed class DotnetClientTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;
    private readonly ConcurrentQueue<RejectedEvent> _rejected = new();

    [Fact]
    public async Task What_the_client_sends_is_stored_once_and_counts_as_one_person()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await using var client = Client(project.Keys.WriteKey);
        var id = Guid.NewGuid();
        await client.TrackPageViewAsync("anon-9", "https://shop.example.com/shoes?utm_source=hn", "https://news.example.org/");
        await client.IdentifyAsync("user-1", "anon-9", set: new { plan = "pro" });
        await client.TrackAsync(new CairnEvent("purchase", "user-1") { Id = id, Properties = new { amount = 99.99m, currency = "EUR" } });
        await client.TrackAIRequestAsync(
            new AIRequest("user-1", "openai", "gpt-5-mini") { InputTokens = 820, Latency = TimeSpan.FromSeconds(1.4) }
        );
        await client.GroupAsync("company", "acme", new { seats = 40 });
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(5, 5, 0, 0, 0, 0));

        await client.TrackAsync(new CairnEvent("purchase", "user-1") { Id = id });
        await client.FlushAsync();
        client.Counts.Duplicates.ShouldBe(1);

        var stored = (await project.StoredAsync()).ToDictionary(e => e.GetProperty("event").GetString()!);
        stored.Keys.ShouldBe(["$ai_generation", "$group", "$identify", "$pageview", "purchase"], ignoreOrder: true);
        stored["purchase"].GetProperty("personId").GetString().ShouldBe(stored["$pageview"].GetProperty("personId").GetString());
        Properties("$pageview").GetProperty("utm_source").GetString().ShouldBe("hn");
        Properties("purchase").GetProperty("amount").GetDouble().ShouldBe(99.99);
        Properties("purchase").TryGetProperty("$browser", out _).ShouldBeFalse("The client's own user agent is nobody's browser.");
        Properties("$ai_generation").GetProperty("$ai_input_tokens").GetInt64().ShouldBe(820);
        Properties("$ai_generation").GetProperty("$ai_latency").GetDouble().ShouldBe(1.4);

        JsonElement Properties(string name) => stored[name].GetProperty("properties");
    }

    [Fact]
    public async Task A_refused_event_is_told_with_the_servers_reason()
    {
        var keys = await _server.CreateProjectAsync();
        await using var client = Client(keys.WriteKey);
        var id = Guid.NewGuid();
        await client.TrackAsync(new CairnEvent("click", "user-1") { Id = id, Timestamp = DateTimeOffset.UtcNow.AddYears(2) });
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(2, 1, 0, 1, 0, 0));
        var told = _rejected.ShouldHaveSingleItem();
        (told.Id, told.Code).ShouldBe((id, "invalid_timestamp"));
        told.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_told_once_and_not_tried_again()
    {
        await using var client = Client("cwk_0000000000000000000000");
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        _rejected.ShouldHaveSingleItem().Code.ShouldBe("unknown_key");
    }

    private CairnClient Client(string key) =>
        new(
            new CairnClientOptions
            {
                Url = _server.Url,
                WriteKey = key,
                OnRejected = _rejected.Enqueue,
            }
        );
}
