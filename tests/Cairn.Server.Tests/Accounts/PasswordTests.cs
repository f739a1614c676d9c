using Cairn.Server.Tests.Support;
using Cairn.Workspace.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Accounts;

public sealed class PasswordTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Next = "another-password-of-mine";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Changing_it_asks_for_the_old_one_and_ends_every_other_session()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (other, _) = await account.SignInAsync();
        var link = await LinkAsync(account.Email);

        (await ChangeAsync(account, "not-the-old-one", Next)).Faults["/currentPassword"].ShouldBe("wrong_password");
        (await ChangeAsync(account, AccountCalls.FirstPassword, Next)).Status.ShouldBe(204);

        (await account.Browser.GetAsync("/api/session")).Status.ShouldBe(200);
        (await other.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
        (await account.SignInAsync()).Answer.ShouldBeProblem(401, "wrong_credentials");
        (await account.SignInAsync(Next)).Answer.Status.ShouldBe(204);
        (await SetAsync(link, "yet-another-password")).ShouldBeProblem(404, "link_over");
    }

    [Theory]
    [InlineData("short", "weak_password")]
    [InlineData("elevenchars", "weak_password")]
    [InlineData("PASSWORD123", "common_password")]
    [InlineData("qwertyuiop", "common_password")]
    [InlineData("THE EMAIL", "weak_password")]
    public async Task What_everybody_tries_first_is_no_password(string password, string code)
    {
        using var account = await AccountCalls.MakeAsync(_server);

        var answer = await ChangeAsync(
            account,
            AccountCalls.FirstPassword,
            password == "THE EMAIL" ? account.Email.ToUpperInvariant() : password
        );

        answer.Faults["/newPassword"].ShouldBe(code);
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("αβγδαβγεαβ😀")]
    [InlineData(" s p a c e d ")]
    public async Task Any_characters_make_a_password(string password)
    {
        using var account = await AccountCalls.MakeAsync(_server);

        (await ChangeAsync(account, AccountCalls.FirstPassword, password)).Status.ShouldBe(204);

        (await account.SignInAsync(password)).Answer.Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_password_may_have_128_characters_and_all_of_them_count()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var password = new string('x', 127) + "y";

        (await ChangeAsync(account, AccountCalls.FirstPassword, password + "z")).Faults["/newPassword"].ShouldBe("too_long");
        (await ChangeAsync(account, AccountCalls.FirstPassword, password)).Status.ShouldBe(204);

        (await account.SignInAsync(new string('x', 127) + "z")).Answer.Status.ShouldBe(401);
        (await account.SignInAsync(password)).Answer.Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_reset_link_works_once_unlocks_and_ends_every_session()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        await account.ExecuteAsync($"UPDATE accounts SET lockout_end = now() + interval '1 minute' WHERE email = '{account.Email}'");
        var (one, two) = (await LinkAsync(account.Email.ToUpperInvariant()), await LinkAsync(account.Email));

        (await SetAsync(one, "password1")).Faults["/password"].ShouldBe("common_password");
        (await SetAsync(one, Next)).Status.ShouldBe(204);

        (await SetAsync(one, "yet-another-one")).ShouldBeProblem(404, "link_over");
        (await SetAsync(two, "yet-another-one")).ShouldBeProblem(404, "link_over");
        (await account.Browser.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
        (await account.SignInAsync(Next)).Answer.Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_reset_link_ends_after_an_hour_and_is_kept_as_a_hash()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var token = await LinkAsync(account.Email);
        (await account.ReadAsync<long>($"SELECT count(*) FROM password_resets WHERE password_resets::text LIKE '%{token[4..]}%'")).ShouldBe(
            0
        );
        (await account.ReadAsync<TimeSpan>("SELECT max(expires_at - made_at) FROM password_resets")).ShouldBe(TimeSpan.FromHours(1));
        await account.ExecuteAsync("UPDATE password_resets SET expires_at = now()");

        (await SetAsync(token, Next)).ShouldBeProblem(404, "link_over");
    }

    [Theory]
    [InlineData("crs_unknown-token-of-the-right-form")]
    [InlineData("csk_instance-key-of-the-tests-0123456789")]
    [InlineData("' OR 1=1 --")]
    public async Task A_guessed_link_opens_nothing(string token) => (await SetAsync(token, Next)).ShouldBeProblem(404, "link_over");

    [Fact]
    public async Task Asking_for_a_link_answers_the_same_whether_there_is_such_an_account()
    {
        using var browser = _server.Browser();

        var known = await browser.PostAsync("/api/password-resets", new { email = TestServer.OwnerEmail });
        var unknown = await browser.PostAsync("/api/password-resets", new { email = "nobody@example.com" });

        (known.Status, known.Text).ShouldBe((202, unknown.Text));
        unknown.Status.ShouldBe(202);
        known.Headers.Keys.ShouldBe(unknown.Headers.Keys);
    }

    private static Task<Answer> ChangeAsync(AccountCalls account, string currentPassword, string newPassword) =>
        account.Browser.PostAsync("/api/account/password", new { currentPassword, newPassword });

    private async Task<Answer> SetAsync(string token, string password)
    {
        using var browser = _server.Browser();
        return await browser.SendAsync(
            HttpMethod.Put,
            "/api/password-resets",
            System.Text.Json.JsonSerializer.Serialize(new { token, password })
        );
    }

    private async Task<string> LinkAsync(string email) =>
        (await _server.Services.GetRequiredService<ResetLinks>().MakeAsync(email, isByOperator: true, CancellationToken.None))!.Value.Token;
}
