using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

public sealed class SecondFactorEditTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Neither_the_secret_nor_recovery_codes_lie_in_the_database_in_clear()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, codes) = await account.TurnOnSecondFactorAsync();

        var kept = await account.ReadAsync<string>(
            $"SELECT string_agg(value, ' ') FROM account_tokens JOIN accounts ON id = user_id WHERE email = '{account.Email}'"
        );

        kept.ShouldNotBeNullOrEmpty();
        kept.ShouldNotContain(Workspace.SecondFactor.Totp.ToBase32(secret));
        kept.ShouldNotContain(codes[0]);
        kept.ShouldNotContain(codes[0].Replace("-", ""));
    }

    [Fact]
    public async Task Turning_it_off_takes_password_and_code_and_ends_other_sessions()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, codes) = await account.TurnOnSecondFactorAsync();
        var (other, ticket) = await account.HalfSignInAsync();
        (await other.PostAsync("/api/session/second-factor", new { ticket, recoveryCode = codes[0] })).Status.ShouldBe(204);
        var code = AccountCalls.CodeOf(secret, 0);

        (await account.Browser.PostAsync("/api/account/second-factor/off", new { password = "not-the-password", code }))
            .Faults["/password"]
            .ShouldBe("wrong_password");
        (await account.Browser.PostAsync("/api/account/second-factor/off", new { password = AccountCalls.FirstPassword, code = "000" }))
            .Faults["/code"]
            .ShouldBe("wrong_code");
        (
            await account.Browser.PostAsync("/api/account/second-factor/off", new { password = AccountCalls.FirstPassword, code })
        ).Status.ShouldBe(204);

        (await account.Browser.GetAsync("/api/session")).Status.ShouldBe(200);
        (await other.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
        (await account.SignInAsync()).Answer.Status.ShouldBe(204);
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, old) = await account.TurnOnSecondFactorAsync();

        var made = await account.Browser.PostAsync(
            "/api/account/second-factor/recovery-codes",
            new { password = AccountCalls.FirstPassword, code = AccountCalls.CodeOf(secret, 0) }
        );

        made.Status.ShouldBe(200, made.Text);
        var (browser, ticket) = await account.HalfSignInAsync();
        (await browser.PostAsync("/api/session/second-factor", new { ticket, recoveryCode = old[0] })).ShouldBeProblem(401, "wrong_code");
        var fresh = made.Json.GetProperty("recoveryCodes")[0].GetString();
        (await browser.PostAsync("/api/session/second-factor", new { ticket, recoveryCode = fresh })).Status.ShouldBe(204);
    }

    [Fact]
    public async Task An_unconfirmed_secret_counts_for_nothing()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        (await account.Browser.PostAsync("/api/account/second-factor", new { password = AccountCalls.FirstPassword })).Status.ShouldBe(200);

        (await account.SignInAsync()).Answer.Status.ShouldBe(204);
        (await account.Browser.PostAsync("/api/account/second-factor/confirm", new { code = "000000" })).Status.ShouldBe(400);
        (await account.Browser.GetAsync("/api/account")).Json.GetProperty("secondFactor").GetBoolean().ShouldBeFalse();
    }
}
