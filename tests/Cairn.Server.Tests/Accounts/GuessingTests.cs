using System.Net;
using Cairn.Server.Tests.Support;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.SecondFactor;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Accounts;

/// <summary>How many guesses of passwords and codes are left to whoever tries.</summary>
public sealed class GuessingTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Ten_misses_lock_for_ten_minutes_so_60_guesses_an_hour_are_left()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => account.SignInAsync("a-wrong-password")));

        var left = await account.ReadAsync<double>(
            $"SELECT extract(epoch FROM lockout_end - now())::float8 FROM accounts WHERE email = '{account.Email}'"
        );

        left.ShouldBeInRange(540, 600);
        (await account.SignInAsync()).Answer.Json.GetProperty("detail").GetString()!.ShouldContain("ten minutes");
    }

    [Fact]
    public async Task A_code_that_waited_behind_the_guess_that_locked_is_not_looked_at()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, codes) = await account.TurnOnSecondFactorAsync();
        await using var scope = _server.Services.CreateAsyncScope();
        var known = (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(account.Email))!;
        var edit = scope.ServiceProvider.GetRequiredService<EditSecondFactor>();
        // What another request does between the check of the password and the check of the code.
        await account.ExecuteAsync($"UPDATE accounts SET lockout_end = now() + interval '1 minute' WHERE email = '{account.Email}'");

        foreach (var code in (string[])[AccountCalls.CodeOf(secret, 0), codes[0]])
            (await edit.CheckAgainAsync(known, code, CancellationToken.None)).ShouldBeFalse();

        await account.ExecuteAsync($"UPDATE accounts SET lockout_end = NULL WHERE email = '{account.Email}'");
        (await edit.CheckAgainAsync(known, codes[0], CancellationToken.None)).ShouldBeTrue("it was not spent");
    }

    [Fact]
    public async Task Guesses_of_a_signed_in_browser_count_too_and_at_once()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        var (secret, _) = await account.TurnOnSecondFactorAsync();
        var wrong = new { password = AccountCalls.FirstPassword, code = "000" };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => account.Browser.PostAsync("/api/account/second-factor/off", wrong)));

        var right = new { password = AccountCalls.FirstPassword, code = AccountCalls.CodeOf(secret, 0) };
        (await account.Browser.PostAsync("/api/account/second-factor/off", right)).Faults["/password"].ShouldBe("wrong_password");
        // Ten were looked at; those behind them met the lock and were not.
        (await account.ReadAsync<int>($"SELECT access_failed_count FROM accounts WHERE email = '{account.Email}'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_IPv6_network_of_64_bits_shares_one_bound_of_tries()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: s => s with { Proxies = [IPNetwork.Parse("127.0.0.1/32")] }
        );
        using var http = server.WithKey(null);

        for (var i = 1; i <= 60; i++)
            (await TryAsync($"2001:db8:0:1::{i:x}")).Status.ShouldBe(404);

        (await TryAsync("2001:db8:0:1:ffff::1")).ShouldBeProblem(429, "too_many_tries");
        (await TryAsync("2001:db8:0:2::1")).Status.ShouldBe(404);

        async Task<Answer> TryAsync(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/invitation")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { token = "civ_a-guess-of-an-invitation" }),
            };
            request.Headers.Add("X-Forwarded-For", from);
            return await http.SendAsync(request);
        }
    }
}
