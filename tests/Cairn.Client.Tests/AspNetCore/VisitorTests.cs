using Cairn.AspNetCore;

namespace Cairn.Client.Tests.AspNetCore;

public sealed class VisitorTests
{
    [Theory]
    [InlineData("Test-User", "user-1", "user-1")]
    [InlineData("X-Cairn-Distinct-Id", "anon-9", "anon-9")]
    [InlineData("Cookie", "cairn_id=anon-9", "anon-9")]
    public async Task A_visitor_is_the_user_or_else_what_the_browser_says(string header, string value, string distinctId)
    {
        await using var app = await SmallApp.StartAsync();
        await app.SendAsync("GET", "/orders/1", (header, value));
        (await app.EventsAsync()).ShouldHaveSingleItem().GetProperty("distinct_id").GetString().ShouldBe(distinctId);
    }

    [Fact]
    public async Task Nobody_known_is_a_hash_that_tells_browsers_apart()
    {
        await using var app = await SmallApp.StartAsync();
        await app.SendAsync("GET", "/orders/1", ("User-Agent", "A"));
        await app.SendAsync("GET", "/orders/1", ("User-Agent", "A"));
        await app.SendAsync("GET", "/orders/1", ("User-Agent", "B"));
        await app.SendAsync("GET", "/orders/1", ("User-Agent", "A"), ("X-Cairn-Distinct-Id", "has space"));
        await app.SendAsync("GET", "/orders/1", ("User-Agent", "A"), ("X-Cairn-Distinct-Id", new string('x', 201)));
        var ids = (await app.EventsAsync()).Select(sent => sent.GetProperty("distinct_id").GetString()!).ToArray();
        ids.ShouldAllBe(id => id.StartsWith("daily_", StringComparison.Ordinal) && id.Length == 38);
        ids.Select(id => Array.IndexOf(ids, id)).ShouldBe([0, 0, 2, 0, 0]);
    }

    [Theory]
    [InlineData(UnknownVisitor.Shared, new[] { "anonymous" })]
    [InlineData(UnknownVisitor.Skip, new string[0])]
    public async Task Nobody_known_may_be_one_for_all_or_not_captured(UnknownVisitor unknown, string[] ids)
    {
        await using var app = await SmallApp.StartAsync(options => options.Visitors.Unknown = unknown);
        await app.SendAsync("GET", "/orders/1");
        (await app.EventsAsync()).Select(sent => sent.GetProperty("distinct_id").GetString()).ShouldBe(ids);
    }

    [Fact]
    public async Task The_program_may_say_who_it_is()
    {
        await using var app = await SmallApp.StartAsync(options =>
            options.Visitors.UserId = context => context.Request.Headers["Tenant"] + "/7"
        );
        await app.SendAsync("GET", "/orders/1", ("Tenant", "acme"));
        (await app.EventsAsync()).ShouldHaveSingleItem().GetProperty("distinct_id").GetString().ShouldBe("acme/7");
    }

    [Fact]
    public async Task Signing_in_joins_what_the_browser_did_before_to_the_user()
    {
        await using var app = await SmallApp.StartAsync(options => options.Requests.ExcludedPaths.Add("/sign-in"));
        await app.SendAsync("POST", "/sign-in", ("X-Cairn-Distinct-Id", "anon-9"));
        (await app.EventsAsync())
            .Select(sent => sent.GetRawText())
            .ShouldSatisfyAllConditions(
                events => events.Count().ShouldBe(2),
                events => events.First().ShouldContain("\"$anon_distinct_id\":\"anon-9\"},\"set\":{\"plan\":\"pro\"}"),
                events => events.Last().ShouldContain("\"event\":\"signed_in\",\"distinct_id\":\"user-1\"")
            );
    }

    [Fact]
    public async Task A_daily_hash_is_never_joined_to_anybody()
    {
        await using var app = await SmallApp.StartAsync(options => options.Requests.ExcludedPaths.Add("/sign-in"));
        await app.SendAsync("POST", "/sign-in");
        (await app.EventsAsync()).ShouldAllBe(sent =>
            !sent.GetRawText().Contains("daily_", StringComparison.Ordinal)
            && !sent.GetRawText().Contains("$anon_distinct_id", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Domain_events_have_their_names()
    {
        await using var app = await SmallApp.StartAsync(options => options.Requests.ExcludedPaths.Add("/buy"));
        await app.SendAsync("POST", "/buy", ("Test-User", "user-1"), ("X-Cairn-Session-Id", "session-1"));
        var events = await app.EventsAsync();
        events.ShouldAllBe(sent => sent.GetProperty("distinct_id").GetString() == "user-1");
        events
            .Select(sent => sent.GetProperty("event").GetString() + " " + sent.GetProperty("properties").GetRawText().Split("\"0.1.0\"")[1])
            .ShouldBe([
                """payment_succeeded ,"revenue":99.99,"currency":"EUR","payment_id":"pay-1","method":"card"}""",
                """payment_refunded ,"revenue":-10,"currency":"EUR","payment_id":"pay-1"}""",
                """payment_failed ,"amount":5,"currency":"EUR","reason":"card_declined"}""",
                """one_time_code_sent ,"channel":"sms","purpose":"payment"}""",
                """one_time_code_failed ,"channel":"sms","reason":"wrong"}""",
                """one_time_code_verified ,"channel":"sms"}""",
                """$set }""",
                """profile_changed ,"fields":["email","avatar"]}""",
                """sign_in_failed ,"reason":"wrong_password"}""",
                """signed_out }""",
                """custom ,"a":1}""",
            ]);
    }
}
