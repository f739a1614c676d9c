using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;
using static Cairn.Server.Tests.Erasing.PrivacyCalls;

namespace Cairn.Server.Tests.Erasing;

public sealed class ErasureTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_person_goes_with_every_merged_id_and_nobody_else_does()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync(
            Event("visit", "anon"),
            Event("visit", "other"),
            Event("$identify", "user", new { a = 1 }),
            new
            {
                @event = "$identify",
                distinct_id = "user",
                properties = new Dictionary<string, string> { ["$anon_distinct_id"] = "anon" },
                set = new { mail = "u@example.org" },
            },
            Event("visit", "user"),
            Event("visit", "other", set: new { mail = "o@example.org" })
        );
        (await project.PersonsAsync("visit")).ShouldBe(2);

        var preview = await project.Owner.PostAsync(project.Path("/privacy/erasures/preview"), new { distinctId = "anon" });
        preview.Status.ShouldBe(200, preview.Text);
        preview.Json.GetProperty("distinctIds").EnumerateArray().Select(i => i.GetString()).ShouldBe(["anon", "user"]);
        preview.Json.GetProperty("rows").GetProperty("events").GetInt64().ShouldBe(4);

        var receipt = await project.EraseAsync(new { distinctId = "anon", reason = "asked by letter" });

        receipt.Removed("events").ShouldBe(4);
        receipt.Removed("person_properties").ShouldBe(1);
        receipt.Removed("person_merges").ShouldBeGreaterThan(0);
        receipt.GetRawText().ShouldNotContain("anon\"");
        (await project.PersonsAsync("visit")).ShouldBe(1);
        (await project.StoredAsync()).ShouldAllBe(e => e.GetProperty("distinctId").GetString() == "other");
        (await project.Owner.GetAsync(project.Path("/persons/anon"))).Status.ShouldBe(404);
        (await project.Owner.GetAsync(project.Path("/persons/user"))).Status.ShouldBe(404);
        (await project.Owner.GetAsync(project.Path("/persons/other")))
            .Json.GetProperty("properties")
            .GetProperty("mail")
            .GetString()
            .ShouldBe("o@example.org");
        (await project.Owner.GetAsync(project.Path("/identity/merges"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await project.Owner.GetAsync(project.Path("/audit"))).Text.ShouldNotContain("\"anon\"");
    }

    [Fact]
    public async Task Who_comes_back_is_somebody_new()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync(Event("visit", "dev"), Event("$alias", "ana", new { alias = "dev" }), Event("visit", "ana"));
        var receipt = await project.EraseAsync(new { distinctId = "ana" });

        await project.AcceptedAsync(Event("visit", "dev"), Event("visit", "ana"));

        (await project.PersonsAsync("visit")).ShouldBe(2, "the merge is gone with the person");
        var check = await project.Owner.SendAsync(HttpMethod.Post, project.Path("/privacy/receipts/verify"), receipt.GetRawText());
        check.Json.GetProperty("isGenuine").GetBoolean().ShouldBeTrue(check.Text);
        check.Json.GetProperty("left").GetInt32().ShouldBe(0);
        check.Json.GetProperty("back").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_changed_receipt_is_told_from_a_genuine_one()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync(Event("visit", "ben"));
        var receipt = await project.EraseAsync(new { distinctId = "ben" });
        var forged = JsonNode.Parse(receipt.GetRawText())!;
        forged["receipt"]!["removed"]!["events"] = 99;

        (await CheckAsync(receipt.GetRawText())).ShouldBeTrue();
        (await CheckAsync(forged.ToJsonString())).ShouldBeFalse();
        using var foreign = await ProjectCalls.CreateAsync(shared.Server);
        (await foreign.Owner.SendAsync(HttpMethod.Post, foreign.Path("/privacy/receipts/verify"), receipt.GetRawText()))
            .Json.GetProperty("isGenuine")
            .GetBoolean()
            .ShouldBeFalse();

        async Task<bool> CheckAsync(string text) =>
            (await project.Owner.SendAsync(HttpMethod.Post, project.Path("/privacy/receipts/verify"), text))
                .Json.GetProperty("isGenuine")
                .GetBoolean();
    }

    [Fact]
    public async Task Blocked_ids_are_refused_and_never_joined_to_anybody()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync(Event("visit", "gone"), Event("visit", "here"));
        await project.EraseAsync(new { distinctId = "gone", blockFuture = true });

        var answer = await project.IngestAsync(
            new[] { Event("visit", "gone"), Event("visit", "here"), Event("$alias", "here", new { alias = "gone" }) }
        );

        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(1, answer.Text);
        answer
            .Json.GetProperty("rejected")
            .EnumerateArray()
            .Select(r => r.GetProperty("code").GetString())
            .ShouldBe(["erased_person", "erased_person"]);
        (await project.StoredAsync()).Select(e => e.GetProperty("distinctId").GetString()).ShouldBe(["here", "here"]);
    }

    [Fact]
    public async Task Many_persons_asked_for_at_once_all_go_and_what_names_them_is_told()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync([.. Enumerable.Range(0, 30).Select(i => Event("visit", $"p{i}"))]);
        var report = await project.ReportAsync(
            question: """{"kind":"trends","range":{"from":"-7d"},"interval":"day","filter":{"property":"distinct_id","op":"eq","value":"p3"},"series":[{"event":"visit","measure":"count"}]}"""
        );
        var asked = new List<string>();
        foreach (var i in Enumerable.Range(0, 10))
        {
            var answer = await project.Owner.PostAsync(project.Path("/privacy/erasures"), new { distinctId = $"p{i}" });
            asked.Add(answer.Json.GetProperty("id").GetString()!);
        }

        foreach (var id in asked)
            (await project.ReceiptAsync(id)).Removed("events").ShouldBe(1);

        (await project.PersonsAsync("visit")).ShouldBe(20);
        var naming = (await project.ReceiptAsync(asked[3])).GetProperty("receipt").GetProperty("needsEditing");
        naming.EnumerateArray().Select(n => n.GetProperty("id").GetString()).ShouldContain(report);
    }

    [Fact]
    public async Task Only_groups_of_nobody_else_go_too()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        object Grouped(string who, string key) =>
            new
            {
                @event = "$group",
                distinct_id = who,
                groups = new { company = key },
                properties = new { plan = "pro" },
            };
        await project.AcceptedAsync(Grouped("ida", "solo"), Grouped("ida", "shared"), Grouped("jon", "shared"));

        (await project.EraseAsync(new { distinctId = "ida" })).Removed("group_properties").ShouldBe(1);
    }

    [Fact]
    public async Task Lists_of_cohorts_lose_the_person_at_once_and_can_be_changed_afterwards()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync(Event("visit", "kim"), Event("visit", "lea"));
        (
            await project.Owner.PostAsync(project.Path("/cohorts"), new { name = "vip", definition = new { @static = true } })
        ).Status.ShouldBe(201);
        await PutAsync("kim", "lea");
        await PutAsync("kim", "lea", "max");

        (await project.EraseAsync(new { distinctId = "kim" })).Removed("cohort_members").ShouldBeGreaterThan(0);

        (await MembersAsync()).ShouldBe(["lea", "max"]);
        await PutAsync("lea", "kim");
        (await MembersAsync()).ShouldBe(["kim", "lea"], "whoever carries the id now is somebody new");

        async Task PutAsync(params string[] ids) =>
            (
                await project.Owner.SendAsync(
                    HttpMethod.Put,
                    project.Path("/cohorts/vip/members"),
                    System.Text.Json.JsonSerializer.Serialize(ids)
                )
            ).Status.ShouldBe(200);

        async Task<IEnumerable<string?>> MembersAsync() =>
            (await project.Owner.GetAsync(project.Path("/cohorts/vip/members")))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("distinctId").GetString());
    }

    [Fact]
    public async Task Wrong_questions_are_told_what_is_wrong()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var path = project.Path("/privacy/erasures");
        (await project.Owner.PostAsync(path, new { })).Faults["/distinctId"].ShouldBe("one_of");
        (await project.Owner.PostAsync(path, new { distinctId = "a", personId = "1" })).Faults["/distinctId"].ShouldBe("one_of");
        (await project.Owner.PostAsync(path, new { personId = "x1" })).Faults["/personId"].ShouldBe("invalid_value");
        (await project.Owner.PostAsync(path, new { distinctId = "eve", reason = "eve wrote" })).Faults["/reason"].ShouldBe("names_person");
        (await project.Owner.PostAsync(path + "/preview", new { distinctId = "nobody" })).ShouldBeProblem(404, "unknown_person");
        (await project.Owner.GetAsync(path + "/" + Guid.NewGuid())).ShouldBeProblem(404, "unknown_erasure");
    }
}
