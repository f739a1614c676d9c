using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Erasing;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Privacy;

/// <summary>Jane wrote to a project before it hashed ids and after. Whoever types her address finds both.</summary>
public sealed class TypedIdTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Hashed = """{"detectors":{"email":"hash"},"distinctIds":true}""";
    private const string Raw = "jane@example.com";

    [Fact]
    public async Task Search_finds_whoever_is_typed_as_stored_before_the_policy_and_after_it()
    {
        using var project = await JaneAsync();
        foreach (var typed in (string[])[Raw, "Jane@Example.com"])
        {
            var found = (await project.Owner.GetAsync(project.Path("/persons?search=" + Uri.EscapeDataString(typed)))).Json;
            var ids = found.GetProperty("items").EnumerateArray().SelectMany(p => Texts(p, "distinctIds")).ToList();
            ids.Count.ShouldBe(2, found.GetRawText());
            ids.ShouldContain(Raw);
            ids.ShouldContain(id => id.StartsWith("h_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_typed_address_opens_the_profile_that_was_seen_last_also_when_the_policy_is_off_again()
    {
        using var project = await JaneAsync();
        await ProfileAsync(Raw, "after");
        await ProfileAsync("JANE@example.com", "after");
        await PolicyAsync(project, """{"detectors":{},"distinctIds":false}""");
        await ProfileAsync(Raw, "after");

        var other = (await project.Owner.GetAsync(project.Path("/persons/joe@example.com")));
        other.Status.ShouldBe(404, other.Text);
        var listed = await project.Owner.GetAsync(project.Path("/events?distinctId=" + Raw));
        listed.Json.GetProperty("items").GetArrayLength().ShouldBe(2, listed.Text);
        var exported = await project.Owner.GetAsync(project.Path("/export/events?format=ndjson&distinctId=" + Raw));
        exported.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, exported.Text);

        async Task ProfileAsync(string typed, string plan)
        {
            var person = await project.Owner.GetAsync(project.Path("/persons/" + typed));
            person.Status.ShouldBe(200, person.Text);
            person.Json.GetProperty("properties").GetProperty("plan").GetString().ShouldBe(plan);
            var timeline = await project.Owner.GetAsync(project.Path($"/persons/{typed}/timeline"));
            timeline.Json.GetProperty("items")[0].GetProperty("events")[0].GetProperty("event").GetString().ShouldBe(plan);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_erasure_lists_and_takes_both_and_can_keep_both_out(bool byPersonId)
    {
        using var project = await JaneAsync();
        // By person id: of her who was stored before, as from the person's page.
        var before = (await project.StoredAsync()).Single(e => e.GetProperty("distinctId").GetString() == Raw).GetProperty("personId");
        object jane = byPersonId ? new { personId = before.GetString() } : new { distinctId = Raw };

        var preview = (await project.Owner.PostAsync(project.Path("/privacy/erasures/preview"), jane)).Json;
        Texts(preview, "distinctIds").Count().ShouldBe(2, preview.GetRawText());
        preview.GetProperty("rows").GetProperty("events").GetInt64().ShouldBe(2);

        var receipt = await project.EraseAsync(
            byPersonId ? new { personId = before.GetString(), blockFuture = true } : new { distinctId = Raw, blockFuture = true }
        );

        receipt.Removed("events").ShouldBe(2);
        (await project.StoredAsync()).ShouldHaveSingleItem().GetProperty("event").GetString().ShouldBe("other");
        var again = await project.IngestAsync(PrivacyCalls.Event("back", "Jane@example.com"));
        again.Text.ShouldContain("erased_person");
    }

    [Fact]
    public async Task An_address_stays_out_when_only_its_hash_was_known()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await PolicyAsync(project, Hashed);
        await project.AcceptedAsync(PrivacyCalls.Event("visit", Raw));
        var stored = (await project.StoredAsync()).ShouldHaveSingleItem().GetProperty("personId").GetString();

        await project.EraseAsync(new { personId = stored, blockFuture = true });

        (await project.IngestAsync(PrivacyCalls.Event("back", Raw))).Text.ShouldContain("erased_person");
    }

    [Fact]
    public async Task An_access_request_covers_both()
    {
        using var project = await JaneAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path("/privacy/access-requests"))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { distinctId = Raw }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", project.Keys.ApiKey);
        using var http = new HttpClient { BaseAddress = shared.Server.Url };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        var person = JsonDocument.Parse(Read("person.json")).RootElement;
        Texts(person, "distinctIds").Count().ShouldBe(2);
        person.GetProperty("properties").GetProperty("plan").GetString().ShouldBe("after");
        person.GetProperty("alsoStoredAs")[0].GetProperty("properties").GetProperty("plan").GetString().ShouldBe("before");
        Read("events.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        JsonDocument.Parse(Read("sessions.json")).RootElement.GetArrayLength().ShouldBe(2);

        string Read(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public async Task A_token_for_an_address_reads_both_and_nobody_elses()
    {
        using var project = await JaneAsync();
        using var jane = shared.Server.WithKey(await SelfTokenCalls.MakeAsync(project.Owner, project.Keys.Slug, Raw));

        var events = (await jane.GetAsync(project.Path("/events"))).Json.GetProperty("items").EnumerateArray();
        events.Select(e => e.GetProperty("event").GetString()).ShouldBe(["after", "before"], ignoreOrder: true);
        (await jane.GetAsync(project.Path("/persons/" + Raw))).Status.ShouldBe(200);
        foreach (var own in events)
            (await jane.GetAsync(project.Path("/persons/" + own.GetProperty("personId").GetString()))).Status.ShouldBe(200);
        (await jane.GetAsync(project.Path("/persons/max@example.com"))).ShouldBeProblem(403, "self_only");
    }

    [Fact]
    public async Task A_list_of_addresses_has_both_and_writes_down_no_address_that_is_not_stored()
    {
        using var project = await JaneAsync();
        await project.Owner.PostAsync(
            project.Path("/cohorts"),
            new
            {
                key = "letter",
                name = "Letter",
                definition = new { @static = true },
            }
        );
        var put = await project.Owner.SendAsync(
            HttpMethod.Put,
            project.Path("/cohorts/letter/members"),
            JsonSerializer.Serialize(new[] { Raw, "new@example.com" })
        );
        put.Status.ShouldBe(200, put.Text);
        put.Text.ShouldNotContain("new@example.com");
        (await MembersAsync()).Count.ShouldBe(3);
        (await MembersAsync()).ShouldNotContain("new@example.com");

        var removed = await project.Owner.PostAsync(project.Path("/cohorts/letter/members/remove"), new[] { Raw, "new@example.com" });
        removed.Status.ShouldBe(200, removed.Text);
        (await MembersAsync()).ShouldBeEmpty();

        async Task<List<string>> MembersAsync() =>
            [
                .. (await project.Owner.GetAsync(project.Path("/cohorts/letter/members")))
                    .Json.GetProperty("items")
                    .EnumerateArray()
                    .Select(m => m.GetProperty("distinctId").GetString()!),
            ];
    }

    [Fact]
    public async Task A_merge_by_hand_joins_the_hash_and_is_found_and_undone_by_the_address()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await PolicyAsync(project, Hashed);
        await project.AcceptedAsync(PrivacyCalls.Event("visit", "phone-1"), PrivacyCalls.Event("visit", Raw));
        (await project.PersonsAsync("visit")).ShouldBe(2);

        var merged = await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "phone-1", into = Raw });
        merged.Status.ShouldBe(201, merged.Text);
        merged.Text.ShouldNotContain(Raw);
        (await project.PersonsAsync("visit")).ShouldBe(1);

        var found = (await project.Owner.GetAsync(project.Path("/identity/merges?distinctId=" + Raw))).Json.GetProperty("items");
        var undone = await project.Owner.PostAsync(
            project.Path($"/identity/merges/{found[0].GetProperty("sequence").GetUInt64()}/undo"),
            new { }
        );
        undone.Status.ShouldBe(200, undone.Text);
        (await project.PersonsAsync("visit")).ShouldBe(2);
        (await project.StoredAsync()).ShouldAllBe(e => !e.GetRawText().Contains(Raw));
    }

    private async Task<ProjectCalls> JaneAsync()
    {
        var project = await ProjectCalls.CreateAsync(shared.Server);
        await project.AcceptedAsync(
            PrivacyCalls.Event("before", Raw, set: new { plan = "before" }),
            PrivacyCalls.Event("other", "max@example.com", set: new { plan = "none" })
        );
        await PolicyAsync(project, Hashed);
        await project.AcceptedAsync(PrivacyCalls.Event("after", Raw, set: new { plan = "after" }));
        (await project.StoredAsync()).Count.ShouldBe(3);
        return project;
    }

    private static async Task PolicyAsync(ProjectCalls project, string policy)
    {
        var put = await project.Owner.SendAsync(HttpMethod.Put, project.Path("/privacy/redaction"), policy);
        put.Status.ShouldBe(200, put.Text);
    }

    private static IEnumerable<string> Texts(JsonElement of, string name) =>
        of.GetProperty(name).EnumerateArray().Select(id => id.GetString()!);
}
