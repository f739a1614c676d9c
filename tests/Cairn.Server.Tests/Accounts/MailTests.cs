using System.Text.RegularExpressions;
using Cairn.Server.Mail;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

/// <summary>The real SMTP client against a server of the test's own.</summary>
public sealed class MailTests
{
    [Fact]
    public async Task A_forgotten_password_is_set_by_the_mailed_link_and_nobody_else_gets_mail()
    {
        await using var smtp = new SmtpStandIn();
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: settings => settings with { Mail = smtp.Settings }
        );
        using var browser = server.Browser();
        browser.Cookie = null;

        (await browser.PostAsync("/api/password-resets", new { email = "nobody@example.com" }))
            .Json.GetProperty("mail")
            .GetBoolean()
            .ShouldBeTrue();
        (await browser.PostAsync("/api/password-resets", new { email = TestServer.OwnerEmail })).Status.ShouldBe(202);

        var letter = await smtp.NextAsync();
        letter.ShouldContain("To: " + TestServer.OwnerEmail);
        letter.ShouldContain("From: \"Cairn\" <cairn@example.com>");
        var link = Regex.Match(letter, @"http://\S+/reset-password#(?<token>crs_\S+)", RegexOptions.None, TimeSpan.FromSeconds(1));
        link.Success.ShouldBeTrue(letter);
        link.Value.ShouldStartWith(server.Url.GetLeftPart(UriPartial.Authority));
        var body = System.Text.Json.JsonSerializer.Serialize(
            new { token = link.Groups["token"].Value, password = "a-new-password-by-mail" }
        );
        (await browser.SendAsync(HttpMethod.Put, "/api/password-resets", body)).Status.ShouldBe(204);
        (
            await browser.PostAsync("/api/session", new { email = TestServer.OwnerEmail, password = "a-new-password-by-mail" })
        ).Status.ShouldBe(204);
        (await smtp.NextAsync()).ShouldContain("a new password was set with a link");
        smtp.Received.ShouldBe(2, "an address without an account must get nothing");
    }

    [Fact]
    public async Task A_host_header_does_not_choose_where_the_link_leads()
    {
        await using var smtp = new SmtpStandIn();
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: settings => settings with { Mail = smtp.Settings }
        );
        using var http = server.WithKey(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/password-resets")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { email = TestServer.OwnerEmail }),
        };
        request.Headers.Host = "evil.example";

        (await http.SendAsync(request)).Status.ShouldBe(202);

        (await smtp.NextAsync()).ShouldNotContain("evil.example");
    }

    [Fact]
    public async Task An_invitation_is_mailed_to_its_address()
    {
        await using var smtp = new SmtpStandIn();
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: settings => settings with { Mail = smtp.Settings }
        );
        var project = await server.CreateProjectAsync();
        using var owner = server.WithKey(TestServer.InstanceKey);

        var made = await owner.PostAsync($"/api/projects/{project.Slug}/invitations", new { role = "analyst", email = "new@example.com" });

        made.Json.GetProperty("isMailed").GetBoolean().ShouldBeTrue();
        var letter = await smtp.NextAsync();
        letter.ShouldContain("To: new@example.com");
        letter.ShouldContain(made.Json.GetProperty("link").GetString()!.Split('#')[1]);
    }

    [Theory]
    [InlineData("smtp://mail.example.com", "mail.example.com", 587, null, null, false)]
    [InlineData("smtp://me:p%40ss@mail.example.com:2525", "mail.example.com", 2525, "me", "p@ss", false)]
    [InlineData("smtp://mail.example.com:25?tls=off", "mail.example.com", 25, null, null, true)]
    [InlineData("smtp://127.0.0.1:25", "127.0.0.1", 25, null, null, true)]
    public void An_address_of_a_mail_server_is_read(string text, string host, int port, string? user, string? password, bool isPlain) =>
        SmtpAddress.Parse(text).ShouldBe(new SmtpAddress(host, port, user, password, isPlain));

    [Theory]
    [InlineData("smtps://mail.example.com")]
    [InlineData("mail.example.com")]
    [InlineData("smtp://secret@mail.example.com")]
    [InlineData("http://mail.example.com")]
    [InlineData("smtp://mail.example.com?tls=maybe")]
    public void What_is_none_is_refused_without_repeating_it(string text) =>
        Should.Throw<FormatException>(() => SmtpAddress.Parse(text)).Message.ShouldNotContain("secret");
}
