using System.Net;
using System.Text.Json;
using Cairn.Events.Privacy;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Tests.Redaction;

public sealed class ConsentTests
{
    private readonly ManualTime _time = new();
    private readonly CookielessSalts _salts;

    public ConsentTests() => _salts = new CookielessSalts(_time);

    [Fact]
    public void An_opt_out_changes_nothing_unless_the_project_honours_it() =>
        Run(ConsentPolicy.Default, hasOptedOut: true).Event!.DistinctId.ShouldBe("u");

    [Fact]
    public void A_withheld_consent_is_a_refusal_with_its_own_code_and_is_counted()
    {
        var noted = new List<string>();
        var verdict = Run(
            new(OptOutSignals.Withhold, false),
            hasOptedOut: true,
            note: (_, detector, action) => noted.Add(detector + " " + action)
        );
        verdict.Rejection!.Reason.Code().ShouldBe("consent_withheld");
        noted.ShouldBe(["consent withheld"]);
        Run(new(OptOutSignals.Withhold, false), hasOptedOut: false).Event.ShouldNotBeNull();
    }

    [Fact]
    public void An_opt_out_stored_without_identity_has_nothing_that_tells_who_it_is()
    {
        var e = Run(
            new(OptOutSignals.Cookieless, false),
            hasOptedOut: true,
            """
            "session_id":"s","groups":{"company":"acme"},"set":{"name":"x"},"set_once":{"a":1},"properties":{"$device_id":"d","$anon_distinct_id":"x","plan":"pro"}
            """
        ).Event!;
        e.DistinctId.ShouldStartWith("c_");
        (e.SessionId, e.Groups.Count, e.Set.Length, e.SetOnce.Length).ShouldBe(("", 0, 0, 0));
        e.Properties.Text().ShouldBe("""{"plan":"pro","$is_bot":false}""");

        Run(new(OptOutSignals.Cookieless, false), hasOptedOut: true, name: "$identify")
            .Rejection!.Reason.ShouldBe(DropReason.ConsentWithheld);
    }

    [Fact]
    public void A_cookieless_id_is_the_visitor_s_for_a_day_and_no_longer()
    {
        var first = Cookieless();
        first.ShouldMatch("^c_[A-Za-z0-9_-]{22}$");
        Cookieless().ShouldBe(first);
        _time.Advance(TimeSpan.FromHours(13));
        Cookieless().ShouldBe(first, "the same UTC day");
        _time.Advance(TimeSpan.FromHours(11));
        Cookieless().ShouldNotBe(first);
    }

    [Fact]
    public void It_differs_by_address_agent_host_and_project()
    {
        string[] ids =
        [
            Cookieless(),
            Cookieless(address: "203.0.113.8"),
            Cookieless(agent: "Mozilla/5.0 other"),
            Cookieless(url: "https://b.example/"),
            Cookieless(project: 2),
        ];
        ids.Distinct().Count().ShouldBe(ids.Length);
        Cookieless(url: "https://a.example/other?x=1").ShouldBe(ids[0], "the same host");
        Cookieless(address: "::ffff:203.0.113.7").ShouldBe(ids[0], "the same address");
    }

    [Fact]
    public void A_late_event_of_yesterday_keeps_yesterday_s_id_until_the_salt_is_gone()
    {
        var yesterday = Cookieless();
        var salts = new Dictionary<DateOnly, byte[]> { [_salts.Today] = _salts.Offer(_salts.Today) };
        var day = _salts.Today;
        _time.Advance(TimeSpan.FromHours(24));
        Cookieless(timestamp: "2026-11-20T10:00:00Z").ShouldBe(yesterday);

        // What ShareSalts does at the end: only today's is kept.
        salts.Remove(day);
        salts[_salts.Today] = _salts.Offer(_salts.Today);
        _salts.Keep(salts);
        Cookieless(timestamp: "2026-11-20T10:00:00Z").ShouldBe(Cookieless(), "it cannot be made again");
    }

    [Fact]
    public void A_cookieless_id_needs_the_switch_an_address_and_no_identity()
    {
        Run(new(OptOutSignals.Ignore, true), distinctId: "$cookieless").Event!.DistinctId.ShouldStartWith("c_");
        Run(ConsentPolicy.Default, distinctId: "$cookieless").Rejection!.Reason.ShouldBe(DropReason.InvalidDistinctId);
        Run(new(OptOutSignals.Ignore, true), distinctId: "$cookieless", address: null)
            .Rejection!.Reason.ShouldBe(DropReason.InvalidDistinctId);
        Run(new(OptOutSignals.Ignore, true), distinctId: "$cookieless", name: "$identify")
            .Rejection!.Reason.ShouldBe(DropReason.InvalidDistinctId);
    }

    [Fact]
    public void Neither_address_nor_salt_stands_in_the_event()
    {
        var e = Run(new(OptOutSignals.Ignore, true), distinctId: "$cookieless").Event!;
        var text = JsonSerializer.Serialize(e) + e.Properties.Text();
        text.ShouldNotContain("203.0.113.7");
        text.ShouldNotContain(Convert.ToBase64String(_salts.Offer(_salts.Today)));
    }

    private string Cookieless(
        string address = "203.0.113.7",
        string agent = "Mozilla/5.0 test",
        string url = "https://a.example/x",
        uint project = 1,
        string? timestamp = null
    ) =>
        Run(
            new(OptOutSignals.Ignore, true),
            distinctId: "$cookieless",
            fields: $"\"properties\":{{\"url\":\"{url}\"}}" + (timestamp is null ? "" : $",\"timestamp\":\"{timestamp}\""),
            address: address,
            agent: agent,
            project: project
        ).Event!.DistinctId;

    private StepsVerdict Run(
        ConsentPolicy consent,
        bool hasOptedOut = false,
        string fields = "\"properties\":{}",
        string distinctId = "u",
        string name = "a",
        string? address = "203.0.113.7",
        string agent = "Mozilla/5.0 test",
        uint project = 1,
        Cairn.Ingest.Redaction.NoteRedaction? note = null
    )
    {
        using var json = JsonDocument.Parse($"{{\"event\":\"{name}\",\"distinct_id\":\"{distinctId}\",{fields}}}");
        var steps = Given.StepsWith(Policies.Of([], consent: consent), salts: _salts, note: note);
        var facts = new RequestFacts(new(project), _time.GetUtcNow(), null, agent, address is null ? null : IPAddress.Parse(address))
        {
            HasOptedOut = hasOptedOut,
        };
        return steps.Run(json.RootElement, facts);
    }
}
