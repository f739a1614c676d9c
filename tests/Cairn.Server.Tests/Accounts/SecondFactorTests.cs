using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

public sealed class SecondFactorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task With_a_second_factor_the_password_alone_opens_nothing()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, _) = await account.TurnOnSecondFactorAsync();

        var (browser, ticket) = await account.HalfSignInAsync();
        browser.Cookie.ShouldBeNull();
        (await browser.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");

        (await browser.PostAsync("/api/session/second-factor", new { ticket, code = AccountCalls.CodeOf(secret, 0) })).Status.ShouldBe(204);
        (await browser.GetAsync("/api/session")).Json.GetProperty("email").GetString().ShouldBe(account.Email);
    }

    [Fact]
    public async Task A_code_counts_once()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, _) = await account.TurnOnSecondFactorAsync();
        var code = AccountCalls.CodeOf(secret, 0);
        var (first, firstTicket) = await account.HalfSignInAsync();
        var (second, secondTicket) = await account.HalfSignInAsync();

        (await first.PostAsync("/api/session/second-factor", new { ticket = firstTicket, code })).Status.ShouldBe(204);
        (await second.PostAsync("/api/session/second-factor", new { ticket = secondTicket, code })).ShouldBeProblem(401, "wrong_code");
        // Nor does an older one, once a newer one was taken.
        var older = AccountCalls.CodeOf(secret, -1);
        (await second.PostAsync("/api/session/second-factor", new { ticket = secondTicket, code = older })).ShouldBeProblem(
            401,
            "wrong_code"
        );
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (_, codes) = await account.TurnOnSecondFactorAsync();
        codes.Length.ShouldBe(10);
        codes.Distinct().Count().ShouldBe(10);
        var recoveryCode = codes[3].ToLowerInvariant().Replace("-", " ");

        var (first, firstTicket) = await account.HalfSignInAsync();
        (await first.PostAsync("/api/session/second-factor", new { ticket = firstTicket, recoveryCode })).Status.ShouldBe(204);
        var (second, ticket) = await account.HalfSignInAsync();
        (await second.PostAsync("/api/session/second-factor", new { ticket, recoveryCode })).ShouldBeProblem(401, "wrong_code");
        (await account.Browser.GetAsync("/api/account")).Json.GetProperty("recoveryCodes").GetInt32().ShouldBe(9);
    }

    [Fact]
    public async Task Guessing_codes_locks_the_account_though_the_password_is_right_each_time()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp); // for the bound of tries by address
        using var account = await AccountCalls.MakeAsync(server);
        var (secret, _) = await account.TurnOnSecondFactorAsync();
        for (var i = 0; i < 10; i++)
        {
            var (guesser, guessed) = await account.HalfSignInAsync();
            (await guesser.PostAsync("/api/session/second-factor", new { ticket = guessed, code = "not-it" })).ShouldBeProblem(
                401,
                "wrong_code"
            );
        }

        (await account.SignInAsync()).Answer.ShouldBeProblem(401, "wrong_credentials");

        await account.ExecuteAsync("UPDATE accounts SET lockout_end = now() - interval '1 second'");
        var (browser, ticket) = await account.HalfSignInAsync();
        (await browser.PostAsync("/api/session/second-factor", new { ticket, code = AccountCalls.CodeOf(secret, 0) })).Status.ShouldBe(204);
    }

    [Fact]
    public async Task While_the_account_is_locked_a_right_code_looks_wrong()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, _) = await account.TurnOnSecondFactorAsync();
        var (browser, ticket) = await account.HalfSignInAsync();
        await account.ExecuteAsync($"UPDATE accounts SET lockout_end = now() + interval '1 minute' WHERE email = '{account.Email}'");

        (await browser.PostAsync("/api/session/second-factor", new { ticket, code = AccountCalls.CodeOf(secret, 0) })).ShouldBeProblem(
            401,
            "wrong_code"
        );
    }

    [Fact]
    public async Task A_ticket_is_for_one_sign_in_and_nothing_else()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, codes) = await account.TurnOnSecondFactorAsync();
        var (browser, ticket) = await account.HalfSignInAsync();
        (await browser.PostAsync("/api/session/second-factor", new { ticket, code = AccountCalls.CodeOf(secret, 0) })).Status.ShouldBe(204);

        using var other = _server.Browser();
        foreach (var text in (string[])[ticket, "x", ticket[..^3] + "abc"])
            (await other.PostAsync("/api/session/second-factor", new { ticket = text, recoveryCode = codes[0] })).ShouldBeProblem(
                401,
                "ticket_over"
            );
        var passkey = (await other.SendAsync(HttpMethod.Post, "/api/session/passkey/options")).Json.GetProperty("ticket").GetString();
        (await other.PostAsync("/api/session/second-factor", new { ticket = passkey, recoveryCode = codes[0] })).ShouldBeProblem(
            401,
            "ticket_over"
        );
    }
}
