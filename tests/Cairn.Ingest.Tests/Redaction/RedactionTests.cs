using Cairn.Events.Privacy;
using Cairn.Ingest.Redaction;

namespace Cairn.Ingest.Tests.Redaction;

public sealed class RedactionTests
{
    private const string Card = "4111 1111 1111 1111";

    [Fact]
    public void By_default_cards_and_secrets_are_masked_and_an_email_stays() =>
        Policies
            .Properties(
                ProjectPrivacy.Default,
                $$"""{"email":"jane@example.com","card":"{{Card}}","password":"hunter2","url":"https://x.example/?token=abc&a=1","n":4111111111111111}"""
            )
            .ShouldStartWith(
                """{"email":"jane@example.com","card":"[card]","password":"[secret]","url":"https://x.example/?token=[secret]&a=1","n":"[card]","""
            );

    [Fact]
    public void An_event_without_findings_is_stored_as_it_was_sent() =>
        Policies
            .Properties(
                Policies.All(RedactionAction.Drop),
                """{"a":1.50,"b":"é ' \\ 😀","c":[1,{"d":null}],"$ai_input_tokens":12,"token_count":3}"""
            )
            .ShouldBe("""{"a":1.50,"b":"\u00E9 \u0027 \\ \uD83D\uDE00","c":[1,{"d":null}],"$ai_input_tokens":12,"token_count":3}""");

    [Theory]
    [InlineData("""{"a":"jane@example.com","b":1,"c":2}""", """{"b":1,"c":2}""")]
    [InlineData("""{"b":1,"a":"jane@example.com","c":2}""", """{"b":1,"c":2}""")]
    [InlineData("""{"b":1,"a":"jane@example.com"}""", """{"b":1}""")]
    [InlineData("""{"a":"jane@example.com"}""", "{}")]
    [InlineData("""{"a":"jane@example.com","b":"joe@example.com"}""", "{}")]
    [InlineData("""{"a":"jane@example.com","x":1,"b":"joe@example.com"}""", """{"x":1}""")]
    [InlineData("""{"l":["jane@example.com",1,"joe@example.com"]}""", """{"l":[1]}""")]
    [InlineData("""{"l":["jane@example.com"],"o":{"m":"jane@example.com"}}""", """{"l":[],"o":{}}""")]
    [InlineData("""{"t":"to jane@example.com or joe@example.com"}""", """{"t":"to  or "}""")]
    [InlineData("""{"jane@example.com":1,"b":2}""", """{"b":2}""")]
    [InlineData("""{"to joe@example.com":"jane@example.com","b":2}""", """{"b":2}""")]
    public void Dropping_leaves_valid_json(string sent, string stored) =>
        Policies.Properties(Policies.Only(Detector.Email, RedactionAction.Drop), sent).ShouldBe(stored);

    [Fact]
    public void A_hash_is_the_same_for_every_spelling_and_another_for_another_project()
    {
        var policy = Policies.Only(Detector.Email, RedactionAction.Hash);
        var one = Policies.Properties(policy, """{"email":"jane@example.com"}""");
        one.ShouldMatch("""^\{"email":"h_[A-Za-z0-9_-]{22}"\}$""");
        Policies.Properties(policy, """{"email":" Jane@Example.COM "}""").Replace(" ", "", StringComparison.Ordinal).ShouldBe(one);
        Policies.Properties(policy with { HashKey = new byte[32] }, """{"email":"jane@example.com"}""").ShouldNotBe(one);
    }

    [Fact]
    public void A_phone_number_and_a_card_hash_by_their_digits()
    {
        Replacement
            .Hash(Policies.Key, Detector.Phone, "+1 (415) 555-0123")
            .ShouldBe(Replacement.Hash(Policies.Key, Detector.Phone, "0014155550123"));
        Replacement.Hash(Policies.Key, Detector.Card, Card).ShouldBe(Replacement.Hash(Policies.Key, Detector.Card, "4111111111111111"));
    }

    [Fact]
    public void The_deny_list_always_treats_and_the_allow_list_never_lets_a_detector()
    {
        var policy = Policies.Of(
            new() { [Detector.Email] = RedactionAction.Mask },
            deny:
            [
                new("*name", PropertyScope.Event, RedactionAction.Mask),
                new("contact.street", PropertyScope.Any, RedactionAction.Drop),
                new("age", PropertyScope.Person, RedactionAction.Hash),
            ],
            allow: [new("support_*", PropertyScope.Any, RedactionAction.Off)]
        );
        var verdict = Policies.Run(
            policy,
            """
            "properties":{"first_name":"Jane","contact":{"street":"High St","city":"X"},"age":40,"support_email":"help@example.com","email":"a@example.com"},
            "set":{"age":40,"first_name":"Jane"}
            """
        );
        verdict
            .Event!.Properties.Text()
            .ShouldBe("""{"first_name":"[denied]","contact":{"city":"X"},"age":40,"support_email":"help@example.com","email":"[email]"}""");
        verdict.Event.Set.Text().ShouldMatch("""^\{"age":"h_[^"]{22}","first_name":"Jane"\}$""");
        verdict
            .Redactions.Select(r => $"{r.Property} {r.Detector.Word()} {r.Action.Word()}")
            .ShouldBe(["first_name denied mask", "contact.street denied drop", "email email mask", "set.age denied hash"]);
    }

    [Fact]
    public void Distinct_ids_stay_unless_the_policy_says_so_and_then_every_place_has_the_same_hash()
    {
        const string identify = """
            "event":"$identify","distinct_id":"jane@example.com","properties":{"$anon_distinct_id":"Jane@example.com","email":"jane@example.com"}
            """;
        var off = Policies.Run(Policies.Only(Detector.Email), "", identify).Event!;
        off.DistinctId.ShouldBe("jane@example.com");
        off.Property("$anon_distinct_id").ShouldBe("Jane@example.com");

        var on = Policies.Run(Policies.Only(Detector.Email, RedactionAction.Mask, distinctIds: true), "", identify).Event!;
        on.DistinctId.ShouldStartWith("h_");
        on.Property("$anon_distinct_id").ShouldBe(on.DistinctId);
        on.Property("email").ShouldBe("[email]");

        var alias = Policies
            .Run(
                Policies.Only(Detector.Email, distinctIds: true),
                "",
                "\"event\":\"$alias\",\"distinct_id\":\"u\",\"properties\":{\"alias\":\"jane@example.com\"}"
            )
            .Event!;
        alias.Property("alias").ShouldBe(on.DistinctId);
    }

    [Fact]
    public void Sessions_and_groups_stay_apart_where_a_label_would_join_them()
    {
        var e = Policies
            .Run(
                Policies.Only(Detector.Email),
                "\"session_id\":\"s-jane@example.com\",\"groups\":{\"team\":\"a@example.com\",\"company\":\"acme\"}"
            )
            .Event!;
        e.SessionId.ShouldStartWith("h_");
        e.Groups.Single(g => g.Type == "team").Key.ShouldStartWith("h_");
        e.Groups.Single(g => g.Type == "company").Key.ShouldBe("acme");

        var dropped = Policies
            .Run(
                Policies.Only(Detector.Email, RedactionAction.Drop),
                "\"session_id\":\"jane@example.com\",\"groups\":{\"team\":\"a@example.com\"}"
            )
            .Event!;
        (dropped.SessionId, dropped.Groups.Count).ShouldBe(("", 0));
    }

    [Fact]
    public void What_the_server_adds_from_a_url_is_redacted_as_well() =>
        Policies
            .Properties(
                Policies.Only(Detector.Email),
                """{"url":"https://x.example/u/jane@example.com?utm_campaign=joe%40example.com","referrer":"https://y.example/?q=jane%40example.com"}"""
            )
            .ShouldNotContain("example.com");

    [Theory]
    [InlineData("https://x.example/?next=%2Fr%3Fmail%3Djane%2540example.com")]
    [InlineData("a%40b jane%40example.com")]
    public void Encoded_addresses_are_found(string text) =>
        Policies.Properties(Policies.Only(Detector.Email), $$"""{"a":"{{text}}"}""").ShouldNotContain("jane");

    [Fact]
    public async Task The_answer_tells_what_was_redacted_and_is_as_ever_when_nothing_was()
    {
        await using var door = new Wire.Door();
        var plain = await door.PostAsync("""{"event":"a","distinct_id":"u","properties":{"email":"jane@example.com"}}""");
        plain.Json.GetRawText().ShouldBe("""{"accepted":1,"duplicates":0,"rejected":[]}""");

        var told = await door.PostAsync(
            $$$"""[{"event":"a","distinct_id":"u"},{"event":"a","distinct_id":"u","properties":{"n":"{{{Card}}}"},"set":{"password":"x"}}]"""
        );
        told.Json.GetRawText()
            .ShouldBe(
                """{"accepted":2,"duplicates":0,"rejected":[],"redacted":1,"redactions":[{"index":1,"property":"n","detector":"card"},{"index":1,"property":"set.password","detector":"secret"}]}"""
            );
        door.Stored().ShouldAllBe(e => !e.Properties.Text().Contains("4111"));
    }
}
