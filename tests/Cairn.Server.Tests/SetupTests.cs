using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class SetupTests
{
    private static object Body(string token, string slug = "shop", string password = "long-enough-password") =>
        new
        {
            token,
            email = "first@example.com",
            password,
            project = new { slug, timeZone = "Europe/Berlin" },
        };

    [Fact]
    public async Task The_link_makes_account_and_project_and_signs_in()
    {
        await using var server = await TestServer.StartAsync(first: null);
        using var browser = server.Browser();
        (await browser.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeTrue();

        var made = await browser.PostAsync("/api/setup", Body(server.SetupToken));

        made.Status.ShouldBe(201, made.Text);
        made.Json.GetProperty("slug").GetString().ShouldBe("shop");
        made.Json.GetProperty("writeKey").GetString().ShouldStartWith("cwk_");
        made.Json.GetProperty("apiKey").GetString().ShouldStartWith("csk_");
        var session = await browser.GetAsync("/api/session");
        session.Json.GetProperty("email").GetString().ShouldBe("first@example.com");
        session.Json.GetProperty("instanceRole").GetString().ShouldBe("owner");
        var project = session.Json.GetProperty("projects")[0];
        project.GetProperty("timeZone").GetString().ShouldBe("Europe/Berlin");
        (await browser.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_token_makes_nothing()
    {
        await using var server = await TestServer.StartAsync(first: null);
        using var http = server.WithKey(null);

        (await http.PostAsync("/api/setup", Body("guess"))).ShouldBeProblem(403, "wrong_token");

        (await http.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_token_works_once()
    {
        await using var server = await TestServer.StartAsync(first: null);
        using var http = server.WithKey(null);
        (await http.PostAsync("/api/setup", Body(server.SetupToken))).Status.ShouldBe(201);

        (await http.PostAsync("/api/setup", Body(server.SetupToken, slug: "second"))).ShouldBeProblem(409, "already_set_up");
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_wins()
    {
        await using var server = await TestServer.StartAsync(first: null);
        using var http = server.WithKey(null);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => http.PostAsync("/api/setup", Body(server.SetupToken, slug: $"s{i}")))
        );

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Count(a => a.Status == 409).ShouldBe(5);
    }

    [Fact]
    public async Task With_an_account_the_token_is_worth_nothing()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var http = server.WithKey(null);

        (await http.PostAsync("/api/setup", Body(server.SetupToken))).ShouldBeProblem(409, "already_set_up");
    }

    [Fact]
    public async Task Every_fault_is_named_and_the_token_stays_good()
    {
        await using var server = await TestServer.StartAsync(first: null);
        using var http = server.WithKey(null);

        var answer = await http.PostAsync(
            "/api/setup",
            new
            {
                token = server.SetupToken,
                email = 5,
                pasword = "x",
                project = new { slug = "No Slug", currency = "Euro" },
            }
        );

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults.ShouldBe(
            new Dictionary<string, string>
            {
                ["/email"] = "wrong_type",
                ["/password"] = "required",
                ["/pasword"] = "unknown_field",
                ["/project/slug"] = "invalid_slug",
                ["/project/currency"] = "unknown_currency",
            },
            ignoreOrder: true
        );
        (await http.PostAsync("/api/setup", Body(server.SetupToken))).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("short", "/password", "weak_password")]
    public async Task A_weak_password_is_refused_and_nothing_is_made(string password, string pointer, string code)
    {
        await using var server = await TestServer.StartAsync(first: null);
        using var http = server.WithKey(null);

        var answer = await http.PostAsync("/api/setup", Body(server.SetupToken, password: password));

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
        (await http.GetAsync("/api/setup")).Json.GetProperty("needed").GetBoolean().ShouldBeTrue();
    }
}
