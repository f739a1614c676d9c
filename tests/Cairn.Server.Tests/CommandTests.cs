using System.Diagnostics;
using Cairn.Processes;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests;

/// <summary>The verbs of the command line, as real processes.</summary>
public sealed class CommandTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_command_asks_the_server_that_runs_on_the_data_folder()
    {
        await _server.StoreIsReadyAsync();

        var (exitCode, output, error) = await RunAsync(_server.DataFolder, "status");

        error.ShouldBeEmpty();
        output.ShouldContain("postgres: ready");
        output.ShouldContain("clickhouse: ready");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_operator_makes_a_link_that_sets_a_new_password()
    {
        using var account = await AccountCalls.MakeAsync(_server);

        var (exitCode, output, error) = await RunAsync(_server.DataFolder, "reset-password", account.Email);

        exitCode.ShouldBe(0, error);
        output.ShouldStartWith(_server.Url.GetLeftPart(UriPartial.Authority) + "/reset-password#crs_");
        var body = System.Text.Json.JsonSerializer.Serialize(
            new { token = output.Trim().Split('#')[1], password = "set-by-the-operators-link" }
        );
        using var browser = _server.Browser();
        (await browser.SendAsync(HttpMethod.Put, "/api/password-resets", body)).Status.ShouldBe(204);
        (await account.SignInAsync("set-by-the-operators-link")).Answer.Status.ShouldBe(204);

        var (unknown, _, complaint) = await RunAsync(_server.DataFolder, "reset-password", "nobody@example.com");
        unknown.ShouldNotBe(0);
        complaint.ShouldContain("no account");
    }

    [Fact]
    public async Task The_operator_turns_off_a_second_factor_that_was_lost()
    {
        using var account = await AccountCalls.MakeAsync(_server);
        await account.TurnOnSecondFactorAsync();

        var (exitCode, output, error) = await RunAsync(_server.DataFolder, "reset-second-factor", account.Email);

        exitCode.ShouldBe(0, error);
        output.ShouldContain($"The second factor of {account.Email} is off");
        (await account.Browser.GetAsync("/api/session")).ShouldBeProblem(401, "not_signed_in");
        (await account.SignInAsync()).Answer.Status.ShouldBe(204);
        using var owner = await _server.SignedInAsync();
        (await owner.GetAsync("/api/audit?action=second_factor.reset")).Text.ShouldContain(account.Email);

        (await RunAsync(_server.DataFolder, "reset-second-factor", account.Email)).Output.ShouldContain("Nothing was changed");
        var (unknown, _, complaint) = await RunAsync(_server.DataFolder, "reset-second-factor", "nobody@example.com");
        unknown.ShouldNotBe(0);
        complaint.ShouldContain("no account");
    }

    [Fact]
    public async Task A_command_that_needs_a_running_server_says_so_when_none_runs()
    {
        var (exitCode, output, error) = await RunAsync(TestFolder.Create("nobody-home"), "status");

        (exitCode, output).ShouldBe((1, ""));
        error.ShouldStartWith("No server runs on this data folder.");
    }

    [Fact]
    public async Task An_unknown_verb_is_named_and_nothing_is_started()
    {
        var (exitCode, _, error) = await RunAsync(TestFolder.Create("nobody-home"), "bakcup");

        exitCode.ShouldNotBe(0);
        error.ShouldContain("bakcup");
    }

    [Fact]
    public async Task By_the_network_the_commands_endpoints_do_not_exist()
    {
        using var http = _server.WithKey(TestServer.InstanceKey);

        (await http.GetAsync("/control/status")).ShouldBeProblem(404, "not_found");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string dataFolder, params string[] arguments)
    {
        var own = HostCommand.ForAssembly(Path.Combine(AppContext.BaseDirectory, "cairn.dll"));
        var start = new ProcessStartInfo(own.FileName, [.. own.Prefix, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CAIRN_DATA"] = dataFolder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }
}
