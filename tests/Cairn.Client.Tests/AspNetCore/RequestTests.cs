using System.Net;
using System.Text.Json;

namespace Cairn.Client.Tests.AspNetCore;

public sealed class RequestTests
{
    [Fact]
    public async Task A_request_is_captured_by_its_route_and_not_by_its_path()
    {
        await using var app = await SmallApp.StartAsync();
        await app.SendAsync(
            "GET",
            "/orders/4711?token=secret",
            ("Test-User", "user-1"),
            ("User-Agent", "Mozilla/5.0 Test"),
            ("Referer", "https://name:secret@example.org/a?token=secret#secret"),
            ("X-Cairn-Session-Id", "session-1"),
            ("X-Other", "secret"),
            ("Authorization", "Bearer secret")
        );
        var sent = (await app.EventsAsync()).ShouldHaveSingleItem();
        sent.GetProperty("event").GetString().ShouldBe("$request");
        sent.GetProperty("distinct_id").GetString().ShouldBe("user-1");
        sent.GetProperty("session_id").GetString().ShouldBe("session-1");
        var properties = sent.GetProperty("properties");
        properties
            .EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe(["$lib", "$lib_version", "$method", "$status", "$duration_ms", "$route", "$user_agent", "$referrer"]);
        Text(properties, "$route").ShouldBe("/orders/{id:int}");
        Text(properties, "$method").ShouldBe("GET");
        properties.GetProperty("$status").GetInt32().ShouldBe(200);
        properties.GetProperty("$duration_ms").GetDouble().ShouldBeGreaterThan(0);
        Text(properties, "$user_agent").ShouldBe("Mozilla/5.0 Test");
        Text(properties, "$referrer").ShouldBe("https://example.org/a");
        sent.GetRawText().ShouldNotContain("secret");
        sent.GetRawText().ShouldNotContain("4711");
    }

    [Fact]
    public async Task A_body_is_left_to_the_application_and_never_sent()
    {
        await using var app = await SmallApp.StartAsync();
        (await app.SendAsync("POST", "/orders")).ShouldBe(HttpStatusCode.Created);
        var sent = (await app.EventsAsync()).ShouldHaveSingleItem();
        sent.GetProperty("properties").GetProperty("$status").GetInt32().ShouldBe(201);
        sent.GetRawText().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(false, HttpStatusCode.InternalServerError)]
    [InlineData(true, HttpStatusCode.InternalServerError)]
    public async Task An_exception_is_named_and_goes_on(bool isHandled, HttpStatusCode status)
    {
        await using var app = await SmallApp.StartAsync(handlesExceptions: isHandled);
        (await app.SendAsync("GET", "/broken/7")).ShouldBe(status);
        var sent = (await app.EventsAsync()).ShouldHaveSingleItem();
        var properties = sent.GetProperty("properties");
        properties.GetProperty("$status").GetInt32().ShouldBe(500);
        Text(properties, "$exception_type").ShouldBe("System.InvalidOperationException");
        Text(properties, "$route").ShouldBe("/broken/{id}");
        sent.GetRawText().ShouldNotContain("secret");
    }

    [Fact]
    public async Task What_matters_to_nobody_is_passed_over()
    {
        await using var app = await SmallApp.StartAsync(options =>
        {
            options.Requests.ExcludedPaths.Add("/orders");
            options.Requests.Exclude = context => context.Request.Method == "PUT";
        });
        foreach (var path in new[] { "/ignored", "/ignored-too", "/is-it-well", "/health/live", "/orders/1", "/Orders/1", "/logo.png" })
            await app.SendAsync("GET", path);
        await app.SendAsync("OPTIONS", "/nothing");
        await app.SendAsync("PUT", "/nothing");
        await app.SendAsync("GET", "/healthy");
        await app.SendAsync("GET", "/orders-of-mine");
        (await app.EventsAsync()).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_path_that_no_route_knows_is_sent_only_when_asked(bool asked)
    {
        await using var app = await SmallApp.StartAsync(options => options.Requests.UnmatchedPaths = asked);
        await app.SendAsync("GET", "/nothing/here");
        await app.SendAsync("GET", "/orders/4711");
        var events = await app.EventsAsync();
        events.Select(sent => Text(sent.GetProperty("properties"), "$pathname")).ShouldBe([asked ? "/nothing/here" : null, null]);
        events[0].GetProperty("properties").GetProperty("$status").GetInt32().ShouldBe(404);
    }

    [Fact]
    public async Task Query_parameters_are_sent_when_named()
    {
        await using var app = await SmallApp.StartAsync(options => options.Requests.AllowedQuery.Add("page"));
        await app.SendAsync("GET", "/orders/1?Page=3&token=secret");
        var sent = (await app.EventsAsync()).ShouldHaveSingleItem();
        sent.GetProperty("properties").GetProperty("$query").GetRawText().ShouldBe("""{"Page":"3"}""");
        sent.GetRawText().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_sample_holds_all_of_a_visitor_or_nothing()
    {
        await using var app = await SmallApp.StartAsync(options => options.Requests.SampleRate = 0.5);
        for (var i = 0; i < 100; i++)
        {
            await app.SendAsync("GET", "/orders/1", ("Test-User", $"user-{i}"));
            await app.SendAsync("GET", "/orders/2", ("Test-User", $"user-{i}"));
        }
        var events = await app.EventsAsync();
        events.Length.ShouldBeInRange(60, 140);
        events.GroupBy(sent => sent.GetProperty("distinct_id").GetString()).ShouldAllBe(visitor => visitor.Count() == 2);
        events.ShouldAllBe(sent => sent.GetProperty("properties").GetProperty("$sample_rate").GetDouble() == 0.5);
    }

    [Fact]
    public async Task What_the_programs_own_rules_throw_stops_no_request()
    {
        await using var app = await SmallApp.StartAsync(options =>
        {
            options.Requests.Exclude = context => context.Request.Path == "/orders/1" ? throw new NotSupportedException() : false;
            options.Requests.Enrich = (_, properties) =>
            {
                properties["tenant"] = "acme";
                throw new NotSupportedException();
            };
        });
        (await app.SendAsync("GET", "/orders/1")).ShouldBe(HttpStatusCode.OK);
        (await app.SendAsync("GET", "/orders/2")).ShouldBe(HttpStatusCode.OK);
        Text((await app.EventsAsync()).ShouldHaveSingleItem().GetProperty("properties"), "tenant").ShouldBe("acme");
    }

    [Fact]
    public async Task Switched_off_it_captures_nothing()
    {
        await using var app = await SmallApp.StartAsync(options => options.Client.Enabled = false);
        (await app.SendAsync("GET", "/orders/1")).ShouldBe(HttpStatusCode.OK);
        (await app.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Options_that_cannot_be_meant_end_the_start() =>
        (await Should.ThrowAsync<ArgumentException>(SmallApp.StartAsync(options => options.Client.WriteKey = ""))).Message.ShouldContain(
            "WriteKey"
        );

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;
}
