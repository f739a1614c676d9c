using System.Net;
using System.Net.Sockets;
using Cairn.Processes;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests;

public sealed class ProcessTests
{
    [Fact]
    public async Task Wrong_settings_end_the_start_with_a_sentence_for_each()
    {
        await using var server = ServerProcess.Start(("CAIRN_URLS", "nowhere"), ("CAIRN_WRITE_KEY", "cwk_without-project"));

        var (exitCode, error) = await server.EndAsync();

        exitCode.ShouldBe(78);
        error.ShouldContain("CAIRN_URLS: 'nowhere'");
        error.ShouldContain("CAIRN_PROJECT: is missing");
        error.ShouldNotContain("   at ", customMessage: "a stack trace helps nobody here");
    }

    [Fact]
    public async Task A_taken_port_ends_the_start_with_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var server = ServerProcess.Start(("CAIRN_URLS", $"http://127.0.0.1:{port}"));

        var (exitCode, error) = await server.EndAsync();

        exitCode.ShouldBe(1);
        error.ShouldContain($"127.0.0.1:{port}");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_first_start_prints_a_link_that_works_and_the_next_prints_none()
    {
        var folder = TestFolder.Create("first-start");
        await using (var first = ServerProcess.Start(("CAIRN_DATA", folder)))
        {
            var link = new Uri((await first.LineAsync("/setup?token="))!.Split(' ')[^1]);
            using var http = new Http(new Uri(link.GetLeftPart(UriPartial.Authority)), key: null);
            var made = await http.PostAsync(
                "/api/setup",
                new
                {
                    token = link.Query["?token=".Length..],
                    email = "first@example.com",
                    password = "long-enough-password",
                    project = new { slug = "shop" },
                }
            );
            made.Status.ShouldBe(201, made.Text);
            await first.TerminateAsync();
            (await first.EndAsync()).ExitCode.ShouldBe(0);
        }

        await using var second = ServerProcess.Start(("CAIRN_DATA", folder));
        var address = (await second.LineAsync("Cairn is at "))!.Split(' ')[^1];
        using var again = new Http(new Uri(address), key: null);
        (await again.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeFalse();
        await second.TerminateAsync();
        (await second.LineAsync("/setup?token=")).ShouldBeNull();
    }

    [Fact]
    public async Task A_stopped_server_leaves_no_engine_behind()
    {
        await using var server = ServerProcess.Start();
        (await server.LineAsync("Cairn is at ")).ShouldNotBeNull();
        var engines = ProcessFacts.Children(server.Id);
        engines.Count.ShouldBe(2);

        await server.TerminateAsync();
        (await server.EndAsync()).ExitCode.ShouldBe(0);

        engines.Where(id => Directory.Exists($"/proc/{id}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_are_JSON_lines_when_nobody_watches_and_hold_no_secret()
    {
        await using var server = ServerProcess.Start(
            ("CAIRN_OWNER_EMAIL", "o@example.com"),
            ("CAIRN_OWNER_PASSWORD", "hidden-password"),
            ("CAIRN_PROJECT", "shop"),
            ("CAIRN_WRITE_KEY", "cwk_hidden-write-key"),
            ("CAIRN_API_KEY", "csk_hidden-api-key")
        );

        var line = await server.LineAsync("Set up from the environment");

        line.ShouldNotBeNull();
        var log = System.Text.Json.JsonDocument.Parse(line).RootElement;
        log.GetProperty("LogLevel").GetString().ShouldBe("Information");
        line.ShouldContain("shop");
        line.ShouldNotContain("hidden");
    }
}
