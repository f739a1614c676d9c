using Cairn.Ingest.Enrich;
using static Cairn.Ingest.Tests.Given;

namespace Cairn.Ingest.Tests.Enrich;

public sealed class UserAgentTests
{
    private const string WebKit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    private const string Apple = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
    private const string IPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2_1 like Mac OS X)";
    private const string Pixel = "Mozilla/5.0 (Linux; Android 14; Pixel 8)";

    [Theory]
    [InlineData($"{Windows} {WebKit} Chrome/120.0.0.0 Safari/537.36", "Chrome 120", "Windows 10.0", "Desktop")]
    [InlineData($"{Windows} {WebKit} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91", "Microsoft Edge 120", "Windows 10.0", "Desktop")]
    [InlineData($"{Windows} {WebKit} Chrome/119.0.0.0 Safari/537.36 OPR/105.0.0.0", "Opera 105", "Windows 10.0", "Desktop")]
    [InlineData($"{Windows} {WebKit} Chrome/118.0.0.0 Safari/537.36 Vivaldi/6.4.3160.44", "Vivaldi 6.4", "Windows 10.0", "Desktop")]
    [InlineData(
        $"{Windows} {WebKit} Chrome/118.0.0.0 YaBrowser/23.11.0.0 Safari/537.36",
        "Yandex Browser 23.11",
        "Windows 10.0",
        "Desktop"
    )]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0",
        "Firefox 121",
        "Windows 10.0",
        "Desktop"
    )]
    [InlineData("Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer 11", "Windows 6.1", "Desktop")]
    [InlineData("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)", "Internet Explorer 8", "Windows 6.1", "Desktop")]
    [InlineData($"{Mac} {Apple} Version/17.2 Safari/605.1.15", "Safari 17.2", "Mac OS X 10.15.7", "Desktop")]
    [InlineData($"{Mac} {WebKit} Chrome/120.0.0.0 Safari/537.36", "Chrome 120", "Mac OS X 10.15.7", "Desktop")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:121.0) Gecko/20100101 Firefox/121.0",
        "Firefox 121",
        "Mac OS X 10.15",
        "Desktop"
    )]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox 120", "Linux", "Desktop")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox 115", "Linux", "Desktop")]
    [InlineData(
        $"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WebKit} Chrome/120.0.0.0 Safari/537.36",
        "Chrome 120",
        "Chrome OS 14541.0.0",
        "Desktop"
    )]
    [InlineData($"{IPhone} {Apple} Version/17.2 Mobile/15E148 Safari/604.1", "Safari 17.2", "iOS 17.2.1", "Mobile")]
    [InlineData($"{IPhone} {Apple} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1", "Chrome 120", "iOS 17.2.1", "Mobile")]
    [InlineData($"{IPhone} {Apple} FxiOS/121.0 Mobile/15E148 Safari/605.1.15", "Firefox 121", "iOS 17.2.1", "Mobile")]
    [InlineData(
        $"{IPhone} {Apple} EdgiOS/120.0.2210.116 Version/17.0 Mobile/15E148 Safari/604.1",
        "Microsoft Edge 120",
        "iOS 17.2.1",
        "Mobile"
    )]
    [InlineData($"{IPhone} {Apple} Mobile/15E148 Instagram 312.0.1.19.124", "Instagram 312", "iOS 17.2.1", "Mobile")]
    [InlineData(
        $"Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) {Apple} Version/16.6 Mobile/15E148 Safari/604.1",
        "Safari 16.6",
        "iOS 16.6",
        "Tablet"
    )]
    [InlineData($"{Pixel} {WebKit} Chrome/120.0.6099.144 Mobile Safari/537.36", "Chrome 120", "Android 14", "Mobile")]
    [InlineData(
        $"Mozilla/5.0 (Linux; Android 13; SM-S918B) {WebKit} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "Samsung Internet 23",
        "Android 13",
        "Mobile"
    )]
    [InlineData($"Mozilla/5.0 (Linux; Android 13; SM-X710) {WebKit} Chrome/120.0.0.0 Safari/537.36", "Chrome 120", "Android 13", "Tablet")]
    [InlineData("Mozilla/5.0 (Android 14; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0", "Firefox 121", "Android 14", "Mobile")]
    [InlineData(
        $"Mozilla/5.0 (Linux; U; Android 12; en-US; M2004) {WebKit} Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.4.0.1306 Mobile Safari/537.36",
        "UC Browser 13.4",
        "Android 12",
        "Mobile"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; U; Android 4.0.3; de-de; GT-I9100) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30",
        "Android Browser 4",
        "Android 4.0.3",
        "Mobile"
    )]
    [InlineData(
        $"Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) {WebKit} SamsungBrowser/5.0 Chrome/94.0.4606.31 TV Safari/537.36",
        "Samsung Internet 5",
        "Linux",
        "TV"
    )]
    [InlineData($"Mozilla/5.0 (PlayStation; PlayStation 5/4.03) {Apple} Version/15.4 Safari/605.1.15", "Safari 15.4", "", "Console")]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "", "", "Bot")]
    [InlineData($"Mozilla/5.0 {WebKit}; compatible; GPTBot/1.0; +https://openai.com/gptbot)", "", "", "Bot")]
    [InlineData($"Mozilla/5.0 (X11; Linux x86_64) {WebKit} HeadlessChrome/120.0.0.0 Safari/537.36", "Headless Chrome 120", "Linux", "Bot")]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "", "", "Bot")]
    [InlineData("curl/8.4.0", "", "", "Bot")]
    [InlineData("nonsense", "", "", "")]
    public void A_user_agent_is_known(string text, string browser, string os, string device)
    {
        var agent = UserAgent.Of(text);

        $"{agent.Browser} {agent.BrowserVersion}".Trim().ShouldBe(browser);
        $"{agent.Os} {agent.OsVersion}".Trim().ShouldBe(os);
        agent.DeviceType.ShouldBe(device);
        agent.IsBot.ShouldBe(device == "Bot");
    }

    [Fact]
    public void What_the_client_says_of_its_device_stands()
    {
        var e = Accepted(
            """
            "properties":{"$browser":"Mine","$is_bot":true,"$os":null}
            """,
            Request(userAgent: $"{Windows} {WebKit} Chrome/120.0.0.0 Safari/537.36")
        );

        e.Property("$browser").ShouldBe("Mine");
        e.Property("$browser_version").ShouldBeNull();
        e.Property("$is_bot").ShouldBe("True");
        e.Property("$device_type").ShouldBe("Desktop");
    }

    [Fact]
    public void A_servers_library_tells_nothing_of_the_person_but_a_user_agent_it_passes_on_does()
    {
        Accepted("\"properties\":{}", Request(userAgent: "python-requests/2.31")).Properties.Text().ShouldBe("{}");
        Accepted($"\"properties\":{{\"$user_agent\":\"{Pixel} {WebKit} Chrome/120.0 Mobile\"}}", Request(userAgent: "python-requests/2.31"))
            .Property("$os")
            .ShouldBe("Android");
    }

    [Fact]
    public void Text_of_any_kind_is_read_without_an_exception()
    {
        UserAgent.Of("Mozilla/5.0 (iPhone " + new string('(', 100_000)).Os.ShouldBe("iOS");
        UserAgent.Of("").DeviceType.ShouldBe("");
    }
}
