using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>Who is who, asked and changed over HTTP.</summary>
public sealed class IdentityTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_identify_makes_one_person_of_what_was_sent_before_it_too()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(Visit("anon_9"), Visit("user_1"));
        (await project.PersonsAsync("visit")).ShouldBe(2);

        await project.AcceptedAsync(Identify("user_1", "anon_9"));

        (await project.PersonsAsync("visit")).ShouldBe(1);
        (await project.StoredAsync()).Select(e => e.GetProperty("personId").GetString()).Distinct().Count().ShouldBe(1);
        var line = (await MergesAsync(project)).ShouldHaveSingleItem();
        Words(line).ShouldBe(("identify", "anon_9", "user_1", "merged"));
    }

    [Fact]
    public async Task Two_identified_persons_stay_two_until_somebody_merges_them_by_hand()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(Visit("work"), Visit("home"), Identify("work", "anon_1"), Identify("home", "anon_2"));
        await project.AcceptedAsync(Identify("home", "work"));
        (await project.PersonsAsync("visit")).ShouldBe(2);
        (await MergesAsync(project))[0].GetProperty("outcome").GetString().ShouldBe("refused_identified");

        var preview = (await project.Owner.PostAsync(project.Path("/identity/merges/preview"), new { from = "home", into = "work" })).Json;
        preview.GetProperty("outcome").GetString().ShouldBe("merged");
        preview.GetProperty("from").GetProperty("distinctId").GetString().ShouldBe("home");
        preview.GetProperty("into").GetProperty("distinctId").GetString().ShouldBe("work");
        preview.GetProperty("personId").GetString().ShouldBe(preview.GetProperty("into").GetProperty("personId").GetString());
        preview.GetProperty("from").GetProperty("events").GetInt32().ShouldBe(3, "one visit and two identifies");
        (await project.PersonsAsync("visit")).ShouldBe(2, "a preview changes nothing");

        var merged = await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "home", into = "work" });
        merged.Status.ShouldBe(201, merged.Text);
        Words(merged.Json).ShouldBe(("merge", "home", "work", "merged"));
        (await project.PersonsAsync("visit")).ShouldBe(1);

        var undo = project.Path($"/identity/merges/{merged.Json.GetProperty("sequence")}/undo");
        var undone = await project.Owner.PostAsync(undo, new { });
        undone.Status.ShouldBe(200, undone.Text);
        undone.Json.GetProperty("outcome").GetString().ShouldBe("undone");
        undone.Json.GetProperty("undoes").GetUInt64().ShouldBe(merged.Json.GetProperty("sequence").GetUInt64());
        (await project.PersonsAsync("visit")).ShouldBe(2);

        (await project.Owner.PostAsync(undo, new { })).ShouldBeProblem(404, "unknown_merge");
    }

    [Theory]
    [InlineData("anonymous", "user_1")]
    [InlineData("user_1", "undefined")]
    public async Task A_placeholder_is_never_merged(string from, string into)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(Visit(from), Visit(into));

        var merge = await project.Owner.PostAsync(project.Path("/identity/merges"), new { from, into });
        await project.AcceptedAsync(Identify(into, from));

        merge.Json.GetProperty("outcome").GetString().ShouldBe("refused_placeholder", merge.Text);
        (await project.PersonsAsync("visit")).ShouldBe(2);
        (await MergesAsync(project)).ShouldAllBe(line => line.GetProperty("outcome").GetString() == "refused_placeholder");
    }

    [Fact]
    public async Task A_viewer_reads_the_log_and_previews_but_changes_nothing()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(Visit("a"), Visit("b"), Identify("a", "anon"));
        await project.DrainedAsync();
        var sequence = (await MergesAsync(project))[0].GetProperty("sequence").GetRawText();
        foreach (var role in (string[])["viewer", "analyst"])
        {
            using var http = await project.WithRoleAsync(role);
            (await http.GetAsync(project.Path("/identity/merges"))).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
            (await http.PostAsync(project.Path("/identity/merges/preview"), new { from = "a", into = "b" })).Status.ShouldBe(200);
            (await http.PostAsync(project.Path("/identity/merges"), new { from = "a", into = "b" })).ShouldBeProblem(403, "role_too_low");
            (await http.PostAsync(project.Path($"/identity/merges/{sequence}/undo"), new { })).ShouldBeProblem(403, "role_too_low");
        }

        (await project.PersonsAsync("visit")).ShouldBe(2);
    }

    [Fact]
    public async Task A_merge_names_the_fields_that_are_wrong()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        var missing = await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "a", inot = "b" });
        var same = await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "a", into = "a" });

        missing.Status.ShouldBe(400, missing.Text);
        missing.Faults.Keys.ShouldBe(["/into", "/inot"], ignoreOrder: true);
        same.Status.ShouldBe(400, same.Text);
        same.Faults["/into"].ShouldBe("same_id");
    }

    [Fact]
    public async Task The_log_is_read_in_pages_and_for_one_person()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync([.. Enumerable.Range(0, 5).Select(i => Identify($"user_{i}", $"anon_{i}"))]);
        await project.DrainedAsync();
        var seen = new List<string?>();
        var next = "";
        do
        {
            var page = (await project.Owner.GetAsync(project.Path("/identity/merges?limit=2" + next))).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("into").GetString()));
            next = page.GetProperty("next").GetString() is { } cursor ? "&cursor=" + cursor : null;
        } while (next is not null);

        seen.ShouldBe(["user_4", "user_3", "user_2", "user_1", "user_0"]);
        var one = (await project.Owner.GetAsync(project.Path("/identity/merges?distinctId=anon_3"))).Json;
        one.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("into").GetString().ShouldBe("user_3");
    }

    private static object Visit(string distinctId) => new { @event = "visit", distinct_id = distinctId };

    private static object Identify(string distinctId, string before) =>
        new
        {
            @event = "$identify",
            distinct_id = distinctId,
            properties = new Dictionary<string, string> { ["$anon_distinct_id"] = before },
        };

    private static async Task<IReadOnlyList<JsonElement>> MergesAsync(ProjectCalls project)
    {
        var answer = await project.Owner.GetAsync(project.Path("/identity/merges"));
        answer.Status.ShouldBe(200, answer.Text);
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }

    private static (string?, string?, string?, string?) Words(JsonElement line) =>
        (
            line.GetProperty("kind").GetString(),
            line.GetProperty("from").GetString(),
            line.GetProperty("into").GetString(),
            line.GetProperty("outcome").GetString()
        );
}
