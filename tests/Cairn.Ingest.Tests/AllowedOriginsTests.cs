using Cairn.Events;

namespace Cairn.Ingest.Tests;

public sealed class AllowedOriginsTests
{
    private static readonly AllowedOrigins _shop = new(
        ["https://shop.example.com", "http://localhost:3000", "https://*.example.org"],
        false
    );

    [Theory]
    [InlineData("https://shop.example.com")]
    [InlineData("HTTPS://Shop.Example.com")]
    [InlineData("http://localhost:3000")]
    [InlineData("https://a.example.org")]
    [InlineData("https://a.b.example.org")]
    public void The_keys_own_pages_may_send(string origin) => _shop.Allows(origin).ShouldBeTrue();

    [Theory]
    [InlineData("http://shop.example.com")] // another scheme
    [InlineData("https://shop.example.com:8443")] // another port
    [InlineData("https://shop.example.com.evil.test")]
    [InlineData("https://evil.test/https://shop.example.com")]
    [InlineData("https://xshop.example.com")]
    [InlineData("http://localhost")]
    [InlineData("https://example.org")] // the wildcard is for what is below
    [InlineData("https://.example.org")]
    [InlineData("http://a.example.org")]
    [InlineData("https://a.example.org:444")]
    [InlineData("https://evil.test:443/.example.org")]
    [InlineData("https://evil.test?.example.org")]
    [InlineData("https://evil.test@x.example.org")]
    [InlineData("https://notexample.org")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(null)]
    public void No_other_page_may(string? origin) => _shop.Allows(origin).ShouldBeFalse();

    [Fact]
    public void A_request_without_an_origin_passes_only_where_the_key_says_so()
    {
        var apps = new AllowedOrigins(["https://a.test"], allowNone: true);
        apps.Allows(null).ShouldBeTrue();
        apps.Allows("https://b.test").ShouldBeFalse();
        apps.Allows("null").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://Shop.Example.com/", "https://shop.example.com")]
    [InlineData("https://shop.example.com:443", "https://shop.example.com")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("https://*.example.com", "https://*.example.com")]
    [InlineData("https://*.example.com:8443", "https://*.example.com:8443")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("capacitor://localhost", "capacitor://localhost")]
    public void What_is_typed_becomes_what_browsers_send(string typed, string origin) => AllowedOrigins.Normal(typed).ShouldBe(origin);

    [Theory]
    [InlineData("shop.example.com")]
    [InlineData("*")]
    [InlineData("https://*")]
    [InlineData("https://*.com")]
    [InlineData("https://a.*.com")]
    [InlineData("https://*.*.com")]
    [InlineData("https://*.127.0.0.1")]
    [InlineData("https://shop.example.com/path")]
    [InlineData("https://shop.example.com?x=1")]
    [InlineData("https://user:secret@shop.example.com")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_no_origin_is_refused(string typed) => AllowedOrigins.Normal(typed).ShouldBeNull();

    [Theory]
    [InlineData("signed_up", true)]
    [InlineData("checkout_started", true)]
    [InlineData("checkout_", true)]
    [InlineData("checkout", false)]
    [InlineData("Signed_up", false)]
    [InlineData("signed_up_twice", false)]
    [InlineData("$pageview", false)]
    public void A_key_bound_to_names_sends_those_and_what_begins_so(string name, bool allowed) =>
        new AllowedEvents(["signed_up", "checkout_*"]).Allows(name).ShouldBe(allowed);

    [Theory]
    [InlineData("a", true)]
    [InlineData("a*", true)]
    [InlineData("*", false)]
    [InlineData("a*b", false)]
    [InlineData("a**", false)]
    [InlineData(" ", false)]
    public void An_entry_is_a_name_or_a_beginning(string entry, bool isEntry) => AllowedEvents.IsEntry(entry).ShouldBe(isEntry);
}
