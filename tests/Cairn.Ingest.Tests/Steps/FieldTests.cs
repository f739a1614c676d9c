using Cairn.Ingest.Steps;
using static Cairn.Ingest.Tests.Given;

namespace Cairn.Ingest.Tests.Steps;

public sealed class FieldTests
{
    [Theory]
    [InlineData("""{"distinct_id":"u"}""", "invalid_event")]
    [InlineData("""{"event":null,"distinct_id":"u"}""", "invalid_event")]
    [InlineData("""{"event":"","distinct_id":"u"}""", "invalid_event")]
    [InlineData("""{"event":"  ","distinct_id":"u"}""", "invalid_event")]
    [InlineData("""{"event":5,"distinct_id":"u"}""", "invalid_event")]
    [InlineData("""{"event":"\ud83d","distinct_id":"u"}""", "invalid_event")]
    [InlineData("""{"event":"a"}""", "invalid_distinct_id")]
    [InlineData("""{"event":"a","distinct_id":""}""", "invalid_distinct_id")]
    [InlineData("""{"event":"a","distinct_id":{}}""", "invalid_distinct_id")]
    [InlineData("""{"event":"a","distinct_id":"\udc00"}""", "invalid_distinct_id")]
    [InlineData("[]", "not_an_object")]
    public void Name_and_distinct_id_are_required(string json, string code) => Run(json).Rejection!.Reason.Code().ShouldBe(code);

    [Fact]
    public void Lengths_are_counted_in_characters_and_an_emoji_is_one()
    {
        Run($$"""{"event":"{{Many("😀", 200)}}","distinct_id":"{{Many("😀", 400)}}"}""").Rejection.ShouldBeNull();
        Run($$"""{"event":"{{Many("😀", 201)}}","distinct_id":"u"}""").Rejection!.Reason.Code().ShouldBe("invalid_event");
        Run($$"""{"event":"a","distinct_id":"{{Many("é", 401)}}"}""").Rejection!.Reason.Code().ShouldBe("invalid_distinct_id");
    }

    [Fact]
    public void A_distinct_id_may_be_a_number_and_keeps_its_digits() =>
        Run("""{"event":"a","distinct_id":9007199254740993}""").Event!.DistinctId.ShouldBe("9007199254740993");

    [Theory]
    [InlineData("018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f")]
    [InlineData("018F3C5E-7B1A-7C3D-9E2F-1A2B3C4D5E6F")]
    [InlineData("018f3c5e7b1a7c3d9e2f1a2b3c4d5e6f")]
    public void An_id_is_a_uuid_however_it_is_written(string id)
    {
        var e = Accepted($"\"id\":\"{id}\"");

        e.Id.ShouldBe(Guid.Parse("018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f"));
        e.HasClientId.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"7\"")]
    [InlineData("7")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("\"{018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f}\"")]
    public void Anything_else_as_id_is_refused(string id) => Refused("\"id\":" + id).ShouldBe("invalid_id");

    [Fact]
    public void Without_an_id_one_is_made_that_is_not_the_clients()
    {
        var e = Accepted("\"id\":null");

        e.Id.ShouldNotBe(Guid.Empty);
        e.HasClientId.ShouldBeFalse();
    }

    [Fact]
    public void Groups_map_types_to_keys_and_nulls_are_none()
    {
        var e = Accepted(
            """
            "groups":{"company":"acme","team":7,"none":null}
            """
        );

        e.Groups.Select(g => (g.Type, g.Key)).ShouldBe([("company", "acme"), ("team", "7")]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"":"x"}""")]
    [InlineData("""{"a":""}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"\ud83d":"x"}""")]
    public void Groups_of_another_shape_are_refused(string groups) => Refused("\"groups\":" + groups).ShouldBe("invalid_groups");

    [Fact]
    public void More_than_fifty_groups_are_refused()
    {
        static string Groups(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"g{i}\":\"k\""));

        Accepted($"\"groups\":{{{Groups(50)}}}").Groups.Count.ShouldBe(50);
        Refused($"\"groups\":{{{Groups(51)}}}").ShouldBe("invalid_groups");
    }

    [Fact]
    public void A_session_id_is_a_text_or_a_number_of_at_most_400_characters()
    {
        Accepted("\"session_id\":\"s1\"").SessionId.ShouldBe("s1");
        Accepted("\"session_id\":12").SessionId.ShouldBe("12");
        Accepted("\"session_id\":null").SessionId.ShouldBe("");
        Refused("\"session_id\":[]").ShouldBe("invalid_session_id");
        Refused($"\"session_id\":\"{new string('s', 401)}\"").ShouldBe("invalid_session_id");
    }

    [Fact]
    public void An_event_larger_than_a_mebibyte_is_refused()
    {
        Refused($"\"properties\":{{\"x\":\"{new string('x', 1024 * 1024)}\"}}").ShouldBe("event_too_large");
        Accepted($"\"properties\":{{\"x\":\"{new string('x', 1000 * 1000)}\"}}").ShouldNotBeNull();
    }

    private static string Many(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
