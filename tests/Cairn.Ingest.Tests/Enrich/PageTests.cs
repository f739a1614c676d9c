using static Cairn.Ingest.Tests.Given;

namespace Cairn.Ingest.Tests.Enrich;

public sealed class PageTests
{
    [Fact]
    public void Address_campaign_and_referrer_are_taken_apart()
    {
        var e = Accepted(
            """
            "properties":{"url":"https://www.shop.example:8443/a%20b/c?utm_source=News&utm_medium=email&utm_campaign=spring+sale&utm_term=x%26y#top","referrer":"https://News.Example.org/item"}
            """
        );

        e.Property("$host").ShouldBe("www.shop.example");
        e.Property("$pathname").ShouldBe("/a%20b/c");
        e.Property("utm_source").ShouldBe("News");
        e.Property("utm_campaign").ShouldBe("spring sale");
        e.Property("utm_term").ShouldBe("x&y");
        e.Property("$referring_domain").ShouldBe("news.example.org");
        e.Property("$channel").ShouldBe("Email");
    }

    [Theory]
    [InlineData("https://shop.example/a", "https://shop.example/b")]
    [InlineData("https://www.shop.example/a", "https://shop.example/b")]
    public void A_click_inside_ones_own_site_has_no_channel(string url, string referrer)
    {
        var e = Accepted(
            $$"""
            "properties":{"url":"{{url}}","referrer":"{{referrer}}"}
            """
        );

        e.Property("$channel").ShouldBeNull();
        e.Property("$referring_domain").ShouldBe("shop.example");
    }

    [Theory]
    [InlineData("https://s.example/", "", "Direct")]
    [InlineData("https://s.example/", "https://www.google.com/", "Organic Search")]
    [InlineData("https://s.example/", "https://www.google.co.uk/", "Organic Search")]
    [InlineData("https://s.example/", "https://duckduckgo.com/", "Organic Search")]
    [InlineData("https://s.example/", "https://search.brave.com/", "Organic Search")]
    [InlineData("https://s.example/", "https://mail.google.com/", "Email")]
    [InlineData("https://s.example/", "https://outlook.live.com/", "Email")]
    [InlineData("https://s.example/", "https://docs.google.com/", "Referral")]
    [InlineData("https://s.example/", "https://t.co/x", "Organic Social")]
    [InlineData("https://s.example/", "https://x.com/", "Organic Social")]
    [InlineData("https://s.example/", "https://l.facebook.com/", "Organic Social")]
    [InlineData("https://s.example/", "https://news.ycombinator.com/", "Organic Social")]
    [InlineData("https://s.example/", "https://t.example.com/", "Referral")]
    [InlineData("https://s.example/", "https://x.example.com/", "Referral")]
    [InlineData("https://s.example/", "https://www.youtube.com/", "Organic Video")]
    [InlineData("https://s.example/", "https://chatgpt.com/", "AI Assistant")]
    [InlineData("https://s.example/", "https://gemini.google.com/", "AI Assistant")]
    [InlineData("https://s.example/", "https://you.com/", "AI Assistant")]
    [InlineData("https://s.example/", "https://you.example.com/", "Referral")]
    [InlineData("https://s.example/", "https://blog.example.org/", "Referral")]
    [InlineData("https://s.example/?gclid=1", "", "Paid Search")]
    [InlineData("https://s.example/?gclid=1", "https://www.google.com/", "Paid Search")]
    [InlineData("https://s.example/?msclkid=1", "https://www.bing.com/", "Paid Search")]
    [InlineData("https://s.example/?fbclid=1", "https://l.facebook.com/", "Organic Social")]
    [InlineData("https://s.example/?utm_source=google&utm_medium=cpc", "", "Paid Search")]
    [InlineData("https://s.example/?utm_source=facebook&utm_medium=paid_social", "", "Paid Social")]
    [InlineData("https://s.example/?utm_source=youtube&utm_medium=cpc", "", "Paid Video")]
    [InlineData("https://s.example/?utm_source=partner&utm_medium=cpc", "", "Paid Other")]
    [InlineData("https://s.example/?utm_source=partner&utm_medium=banner", "", "Display")]
    [InlineData("https://s.example/?utm_medium=Email", "https://www.google.com/", "Email")]
    [InlineData("https://s.example/?utm_source=newsletter", "", "Email")]
    [InlineData("https://s.example/?utm_medium=sms", "", "SMS")]
    [InlineData("https://s.example/?utm_medium=push", "", "Push")]
    [InlineData("https://s.example/?utm_medium=affiliate", "", "Affiliates")]
    [InlineData("https://s.example/?utm_medium=audio", "", "Audio")]
    [InlineData("https://s.example/?utm_medium=social", "", "Organic Social")]
    [InlineData("https://s.example/?utm_source=partner", "", "Campaign")]
    [InlineData("https://s.example/?ref=producthunt", "", "Campaign")]
    public void An_arrival_has_a_channel(string url, string referrer, string channel) =>
        Accepted(
                $$"""
                "properties":{"url":"{{url}}","referrer":"{{referrer}}"}
                """
            )
            .Property("$channel")
            .ShouldBe(channel);

    [Theory]
    [InlineData("not a url")]
    [InlineData("/relative/path?utm_source=x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("http://[::1")]
    public void What_is_no_web_address_adds_nothing(string url) =>
        Accepted(
            $$"""
            "properties":{"url":"{{url}}"}
            """
        )
            .Properties.Text()
            .ShouldBe($$"""{"url":"{{url}}"}""");

    [Fact]
    public void What_the_client_says_of_its_page_stands()
    {
        var e = Accepted(
            """
            "properties":{"$current_url":"https://s.example/a?utm_source=x","$referrer":"https://t.co/","utm_source":"mine","$pathname":"/b","$channel":"Mine"}
            """
        );

        e.Property("utm_source").ShouldBe("mine");
        e.Property("$pathname").ShouldBe("/b");
        e.Property("$channel").ShouldBe("Mine");
        e.Property("$referring_domain").ShouldBe("t.co");
    }
}
