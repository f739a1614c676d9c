using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Accounts;

public sealed class SecondFactorRuleTests
{
    private const string Rules = "/api/account-rules";

    [Fact]
    public async Task Where_a_second_factor_is_demanded_nothing_else_is_open_before_it_is_set_up()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        var project = await server.CreateProjectAsync();
        using var instance = server.WithKey(TestServer.InstanceKey);
        using var account = await AccountCalls.MakeAsync(server, "owner", project.Slug);
        (await instance.GetAsync(Rules)).Json.GetProperty("isSecondFactorRequired").GetBoolean().ShouldBeFalse();

        (await WriteAsync(instance, true)).Status.ShouldBe(200);

        string[] closed = ["/api/projects", $"/api/projects/{project.Slug}", "/api/account/sessions", "/api/account/passkeys"];
        foreach (var path in closed)
            (await account.Browser.GetAsync(path)).ShouldBeProblem(403, "second_factor_required");
        (await account.Browser.PostAsync("/api/account/delete", new { password = AccountCalls.FirstPassword })).ShouldBeProblem(
            403,
            "second_factor_required"
        );
        var session = (await account.Browser.GetAsync("/api/session")).Json;
        session.GetProperty("isSecondFactorMissing").GetBoolean().ShouldBeTrue();
        session.GetProperty("projects").GetArrayLength().ShouldBe(0);
        (await instance.GetAsync("/api/projects")).Status.ShouldBe(200, "a key has no second factor");

        var (_, codes) = await account.TurnOnSecondFactorAsync();
        foreach (var path in closed)
            (await account.Browser.GetAsync(path)).Status.ShouldBe(200, path);
        (await account.Browser.GetAsync("/api/session")).Json.GetProperty("projects").GetArrayLength().ShouldBe(1);
        var proof = new { password = AccountCalls.FirstPassword, code = codes[0] };
        (await account.Browser.PostAsync("/api/account/second-factor/off", proof)).ShouldBeProblem(409, "second_factor_required");

        (await WriteAsync(instance, false)).Status.ShouldBe(200);
        (await account.Browser.PostAsync("/api/account/second-factor/off", new { proof.password, code = codes[1] })).Status.ShouldBe(204);
        (await account.Browser.GetAsync("/api/projects")).Status.ShouldBe(200);
        (await instance.GetAsync("/api/audit?limit=20")).Text.ShouldContain("account_rules.changed");
    }

    [Fact]
    public async Task Only_who_has_one_demands_it_of_others()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var owner = await server.SignedInAsync();
        using var member = await AccountCalls.MakeAsync(server, "owner");

        (await WriteAsync(owner, true)).ShouldBeProblem(409, "second_factor_off");
        (await WriteAsync(member.Browser, true)).ShouldBeProblem(403, "role_too_low");
        (await owner.SendAsync(HttpMethod.Put, Rules, "{}")).Faults["/isSecondFactorRequired"].ShouldBe("required");
        (await owner.GetAsync(Rules)).Json.GetProperty("isSecondFactorRequired").GetBoolean().ShouldBeFalse();
    }

    private static Task<Answer> WriteAsync(Http by, bool isRequired) =>
        by.SendAsync(HttpMethod.Put, Rules, $$"""{"isSecondFactorRequired":{{(isRequired ? "true" : "false")}}}""");
}
