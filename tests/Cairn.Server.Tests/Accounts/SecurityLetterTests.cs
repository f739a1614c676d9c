using Cairn.Server.Mail;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

public sealed class SecurityLetterTests
{
    [Fact]
    public async Task Whoever_has_an_account_hears_of_every_change_to_how_it_signs_in()
    {
        await using var smtp = new SmtpStandIn();
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { Mail = smtp.Settings });
        using var account = await AccountCalls.MakeAsync(server);

        var (secret, codes) = await account.TurnOnSecondFactorAsync();
        await ToldAsync("the second factor was turned on");
        var proof = new { password = AccountCalls.FirstPassword, code = codes[0] };
        (await account.Browser.PostAsync("/api/account/second-factor/recovery-codes", proof)).Status.ShouldBe(200);
        await ToldAsync("there are new recovery codes");

        var code = AccountCalls.CodeOf(secret, 0);
        var (first, ticket) = await account.HalfSignInAsync();
        (await first.PostAsync("/api/session/second-factor", new { ticket, code })).Status.ShouldBe(204);
        var (thief, again) = await account.HalfSignInAsync();
        (await thief.PostAsync("/api/session/second-factor", new { ticket = again, code })).ShouldBeProblem(401, "wrong_code");
        await ToldAsync("tried a code that was used before");

        var off = new { password = AccountCalls.FirstPassword, code = AccountCalls.CodeOf(secret, 1) };
        (await account.Browser.PostAsync("/api/account/second-factor/off", off)).Status.ShouldBe(204);
        await ToldAsync("the second factor was turned off");
        var change = new { currentPassword = AccountCalls.FirstPassword, newPassword = "another-password-of-mine" };
        (await account.Browser.PostAsync("/api/account/password", change)).Status.ShouldBe(204);
        await ToldAsync("the password was changed");
        (await account.Browser.PostAsync("/api/account/delete", new { password = change.newPassword })).Status.ShouldBe(204);
        await ToldAsync("it was deleted");

        async Task ToldAsync(string what)
        {
            var letter = await smtp.NextAsync();
            letter.ShouldContain("To: " + account.Email);
            letter.ShouldContain(what);
            letter.ShouldContain("127.0.0.1");
            letter.ShouldNotContain(AccountCalls.FirstPassword);
        }
    }

    [Fact]
    public async Task A_wrong_guess_sends_no_letter()
    {
        await using var smtp = new SmtpStandIn();
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { Mail = smtp.Settings });
        using var account = await AccountCalls.MakeAsync(server);
        var wrong = new { currentPassword = "not-my-password", newPassword = "another-password-of-mine" };

        (await account.Browser.PostAsync("/api/account/password", wrong)).Status.ShouldBe(400);
        (await account.Browser.PostAsync("/api/account/second-factor/confirm", new { code = "000000" })).Status.ShouldBe(400);

        // What comes is the letter that was asked for afterwards.
        await account.Browser.PostAsync("/api/password-resets", new { email = account.Email });
        (await smtp.NextAsync()).ShouldContain("Set a new password for Cairn");
        smtp.Received.ShouldBe(1);
    }

    [Fact]
    public void A_name_writes_no_line_of_its_own_into_a_letter()
    {
        const string Name = "Shop\r\nBcc: everybody@example.com\nSubject: hello";

        var (subject, body) = LetterText.Invitation(new Letter.Invitation("ann@example.com", Name, Name, "viewer", "https://link"));

        subject.ShouldNotContain('\r');
        subject.ShouldNotContain('\n');
        body.Split('\n').ShouldNotContain(line => line.StartsWith("Bcc:") || line.StartsWith("Subject:"));
    }

    [Fact]
    public void There_are_words_for_every_change()
    {
        foreach (var change in Enum.GetValues<SecurityChange>())
        {
            var letter = new Letter.Changed("ann@example.com", change, DateTimeOffset.UnixEpoch, Address: null, "Firefox on Linux");

            var (subject, body) = LetterText.Changed(letter, "https://cairn.example.com/account");

            subject.ShouldStartWith("Your account in Cairn: ");
            body.ShouldContain("1970-01-01 00:00 UTC");
            body.ShouldContain("If it was not you");
        }
    }
}
