using Cairn.Events;

namespace Cairn.Ingest.Tests.Wire;

public sealed class BoundKeyTests
{
    private const string Shop = "https://shop.example.com";
    private const string One = """{"event":"signed_up","distinct_id":"ann"}""";

    [Fact]
    public async Task Another_websites_request_is_refused_and_its_page_cannot_read_why()
    {
        await using var door = new Door(bound: key => key with { Origins = new AllowedOrigins([Shop], allowNone: false) });

        var refused = await door.PostAsync(One, origin: "https://evil.test");
        var inBody = await door.PostAsync(One.Replace("{", "{\"api_key\":\"cwk_test\","), key: null, origin: "https://evil.test");
        var nameless = await door.PostAsync(One);
        var allowed = await door.PostAsync(One, origin: Shop);

        (refused.Status, refused.Code).ShouldBe((403, "origin_not_allowed"));
        (inBody.Status, inBody.Code).ShouldBe((403, "origin_not_allowed"));
        (nameless.Status, nameless.Code).ShouldBe((403, "origin_not_allowed"));
        refused.Headers.AccessControlAllowOrigin.Count.ShouldBe(0);
        refused.Headers.Vary.ToString().ShouldBe("Origin");
        (allowed.Status, allowed.Accepted).ShouldBe((200, 1));
        allowed.Headers.AccessControlAllowOrigin.ToString().ShouldBe(Shop);
        door.Stored().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_may_send_where_the_key_allows_requests_without_an_origin()
    {
        await using var door = new Door(bound: key => key with { Origins = new AllowedOrigins([Shop], allowNone: true) });

        (await door.PostAsync(One)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_preflight_knows_the_key_only_by_its_address()
    {
        await using var door = new Door(bound: key => key with { Origins = new AllowedOrigins([Shop], allowNone: true) });

        var own = await door.PreflightAsync(Shop, "?key=cwk_test");
        var foreign = await door.PreflightAsync("https://evil.test", "?key=cwk_test");
        var unknown = await door.PreflightAsync("https://evil.test", "");

        (own.Status, own.Headers.AccessControlAllowOrigin.ToString()).ShouldBe((204, Shop));
        (foreign.Status, foreign.Headers.AccessControlAllowOrigin.Count).ShouldBe((403, 0));
        unknown.Status.ShouldBe(204); // the header comes with the request itself, which is refused
    }

    [Fact]
    public async Task An_event_outside_the_keys_names_is_refused_and_the_batch_goes_on()
    {
        await using var door = new Door(bound: key => key with { Events = new AllowedEvents(["signed_up", "checkout_*"]) });

        var reply = await door.PostAsync(
            """[{"event":"signed_up","distinct_id":"a"},{"event":"purchase","distinct_id":"a"},{"event":"checkout_paid","distinct_id":"a"}]"""
        );

        (reply.Status, reply.Accepted).ShouldBe((200, 2));
        reply.Rejected.ShouldBe(["1:event_not_allowed"]);
    }

    [Fact]
    public async Task A_key_that_came_to_its_end_says_when()
    {
        await using var door = new Door(bound: key => key with { ExpiresAt = new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.Zero) });

        (await door.PostAsync(One)).Status.ShouldBe(200);
        door.Time.Advance(TimeSpan.FromHours(1));
        var ended = await door.PostAsync(One);

        (ended.Status, ended.Code).ShouldBe((401, "expired_key"));
        ended.Json.GetProperty("detail").GetString()!.ShouldContain("2026-11-20T11:00:00Z");
    }

    [Fact]
    public async Task An_archived_project_takes_nothing()
    {
        await using var door = new Door(bound: key => key with { IsArchived = true });

        var reply = await door.PostAsync(One);

        (reply.Status, reply.Code).ShouldBe((403, "project_archived"));
        door.Stored().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_is_taken_from_the_header_only()
    {
        await using var door = new Door(bound: key => key with { IsSecret = true });

        (await door.PostAsync(One)).Status.ShouldBe(200);
        var inBody = await door.PostAsync(One.Replace("{", "{\"api_key\":\"cwk_test\","), key: null);

        (inBody.Status, inBody.Code).ShouldBe((401, "secret_in_the_open"));
    }

    [Fact]
    public async Task A_rate_is_told_before_it_is_reached_and_when_it_is()
    {
        await using var door = new Door(eventsPerSecond: 2);

        var first = await door.PostAsync(One);
        await door.PostAsync(One);
        var third = await door.PostAsync(One);

        first.Headers["RateLimit-Policy"].ToString().ShouldBe("\"events\";q=2;w=1;qu=\"events\"");
        first.Headers["RateLimit"].ToString().ShouldBe("\"events\";r=1;t=1");
        (third.Status, third.Headers.RetryAfter.ToString()).ShouldBe((429, "1"));
        third.Headers["RateLimit"].ToString().ShouldBe("\"events\";r=0;t=1");
        third.Headers.AccessControlAllowOrigin.Count.ShouldBe(0);
    }
}
