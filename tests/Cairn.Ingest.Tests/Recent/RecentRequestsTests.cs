using Cairn.Events;
using Cairn.Ingest.Recent;
using Cairn.Ingest.Tests.Formats;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Recent;

public sealed class RecentRequestsTests
{
    [Fact]
    public async Task A_request_is_told_with_the_verdict_on_each_event_and_no_value()
    {
        await using var door = new Door();
        const string id = "018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f";

        await door.PostAsync(
            $$"""
            [{"id":"{{id}}","event":"bought","distinct_id":"ann","properties":{"amount":9,"mail":"ann@example.com"} },
             {"event":"","distinct_id":"ann"},
             {"event":"no-one"},
             {"id":"{{id}}","event":"bought","distinct_id":"ann"}]
            """
        );
        await door.PostAsync("no json");

        var requests = door.Recent.Of(Guid.Empty, Given.Project);
        requests
            .Select(r => (r.Status, r.Problem, r.Format, r.Path))
            .ShouldBe([(400, "invalid_json", "cairn", ""), (200, null, "cairn", "")]);
        var taken = requests[1];
        (taken.Accepted, taken.Duplicates, taken.Rejected).ShouldBe((1, 1, 2));
        taken.Events.Select(e => e.Verdict).ShouldBe(["accepted", "invalid_event", "invalid_distinct_id", "duplicate"]);
        taken.Events[0].Properties.ShouldBe(["amount", "mail"]);
        taken.Events[2].Event.ShouldBe("no-one");
        taken.Events[2].Reason!.ShouldContain("distinct_id is required");
    }

    [Fact]
    public async Task Session_group_types_and_names_of_person_properties_are_told_without_their_values()
    {
        await using var door = new Door();

        await door.PostAsync(
            """{"event":"bought","distinct_id":"ann","session_id":"s1","groups":{"company":"acme"},"set":{"plan":"pro"},"set_once":{"first":"free"},"properties":{}}"""
        );

        var seen = door.Recent.Of(Guid.Empty, Given.Project).ShouldHaveSingleItem().Events.ShouldHaveSingleItem();
        seen.SessionId.ShouldBe("s1");
        seen.Groups.ShouldBe(["company"]);
        seen.PersonProperties.ShouldBe(["plan", "first"]);
    }

    [Fact]
    public async Task What_a_key_is_refused_for_stands_among_its_requests()
    {
        await using var ended = new Door(bound: key => key with { ExpiresAt = DateTimeOffset.UnixEpoch });
        await ended.PostAsync("""{"event":"bought","distinct_id":"ann"}""");
        await ended.PostAsync("""{"api_key":"cwk_test","events":[]}""", key: null);
        await ended.PostAsync("""{"event":"bought","distinct_id":"ann"}""", key: "cwk_other");

        ended
            .Recent.Of(Guid.Empty, Given.Project)
            .Select(r => (r.Status, r.Problem))
            .ShouldBe([(401, "expired_key"), (401, "expired_key")]);
    }

    [Theory]
    [InlineData("/posthog/batch/", """{"api_key":"cwk_test"}""", "missing_field", "posthog")]
    [InlineData("/posthog/batch/?api_key=cwk_test", """{"batch":[""", "invalid_json", "posthog")]
    [InlineData("/plausible/api/event", """{"d":"shop.example","n":"pageview"}""", "missing_field", "plausible")]
    [InlineData("/posthog/e/", """[{"properties":{"token":"cwk_test"}},{}]""", null, "posthog")]
    public async Task A_vendors_request_that_cannot_be_read_is_shown_to_the_key_it_names(
        string path,
        string body,
        string? problem,
        string format
    )
    {
        await using var server = await FormatServer.StartAsync();

        await server.PostTextAsync(path, body);

        var seen = server.Recent.Of(Guid.Empty, Given.Project).ShouldHaveSingleItem();
        (seen.Format, seen.Problem).ShouldBe((format, problem));
    }

    [Fact]
    public void Of_each_key_the_last_hundred_are_kept_and_of_keys_the_last_two_hundred()
    {
        var recent = new RecentRequests();
        var first = Guid.NewGuid();
        for (var i = 0; i < 150; i++)
            recent.Note(first, new ProjectId(1), Request(i));
        recent.Of(first, new ProjectId(1)).Select(r => r.Accepted).ShouldBe(Enumerable.Range(50, 100).Reverse());
        recent.Of(first, new ProjectId(2)).ShouldBeEmpty();

        var others = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var other in others)
            recent.Note(other, new ProjectId(2), Request(0));
        recent.Of(first, new ProjectId(1)).ShouldBeEmpty();
        others.ShouldAllBe(o => recent.Of(o, new ProjectId(2)).Count == 1);

        recent.Forget(new ProjectId(2));
        others.ShouldAllBe(o => recent.Of(o, new ProjectId(2)).Count == 0);
    }

    private static RecentRequest Request(int accepted) =>
        new(Given.Now, "cairn", "POST", "/ingest/events", null, 200, null, null, accepted, 0, 0, [], new Dictionary<string, int>());
}
