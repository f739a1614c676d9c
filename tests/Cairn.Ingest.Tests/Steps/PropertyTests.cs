using System.Text.Json;
using static Cairn.Ingest.Tests.Given;

namespace Cairn.Ingest.Tests.Steps;

public sealed class PropertyTests
{
    [Theory]
    [InlineData("""{ "a" : 1 , "b" : [ 1 , { "c" : null } ] }""", """{"a":1,"b":[1,{"c":null}]}""")]
    [InlineData("""{"big":1e400,"small":-1E+999,"fine":1e308}""", """{"big":"1e400","small":"-1E+999","fine":1e308}""")]
    [InlineData("""{"n":9007199254740993,"d":0.10}""", """{"n":9007199254740993,"d":0.10}""")]
    [InlineData("""{"é":"ü","q":"\""}""", """{"é":"ü","q":"\u0022"}""")]
    [InlineData("{}", "{}")]
    public void Properties_keep_their_values_and_lose_their_white_space(string sent, string kept) =>
        Accepted("\"properties\":" + sent).Properties.Text().ShouldBe(kept);

    [Theory]
    [InlineData("""{"x":"a\ud83d"}""", "a\uFFFD")]
    [InlineData("""{"x":"\udc00b"}""", "\uFFFDb")]
    [InlineData("""{"x":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"x":"\ude00\ud83d\n\t\\\""}""", "\uFFFD\uFFFD\n\t\\\"")]
    public void Half_a_surrogate_pair_becomes_the_replacement_character(string sent, string value) =>
        Accepted("\"properties\":" + sent).Property("x").ShouldBe(value);

    [Theory]
    [InlineData("""{"\ud83d":1}""", "\uFFFD")]
    [InlineData("""{"a\u0062":1}""", "ab")]
    public void Names_are_read_like_values(string sent, string name) => Accepted("\"properties\":" + sent).Property(name).ShouldBe("1");

    [Theory]
    [InlineData("""{"$ip":"198.51.100.7","a":1}""")]
    [InlineData("""{"a":1,"$ip":{"v4":"198.51.100.7"}}""")]
    [InlineData("""{"\u0024ip":"198.51.100.7","a":1}""")]
    public void The_address_is_not_stored(string sent) => Accepted("\"properties\":" + sent).Properties.Text().ShouldBe("""{"a":1}""");

    [Fact]
    public void Thirty_two_levels_pass_and_one_more_is_refused()
    {
        static string Nested(int levels) => new string('[', levels) + new string(']', levels);

        Accepted($"\"properties\":{{\"x\":{Nested(32)}}}").ShouldNotBeNull();
        Refused($"\"properties\":{{\"x\":{Nested(33)}}}").ShouldBe("invalid_properties");
        Refused($"\"set\":{{\"x\":{Nested(33)}}}").ShouldBe("invalid_set");
    }

    [Theory]
    [InlineData("\"properties\":[]", "invalid_properties")]
    [InlineData("\"properties\":\"x\"", "invalid_properties")]
    [InlineData("\"set\":5", "invalid_set")]
    [InlineData("\"set_once\":[]", "invalid_set")]
    public void They_must_be_objects(string fields, string code) => Refused(fields).ShouldBe(code);

    [Fact]
    public void Nulls_and_empty_sets_are_none()
    {
        var e = Accepted("\"properties\":null,\"set\":{},\"set_once\":null");

        e.Properties.Text().ShouldBe("{}");
        e.Set.IsEmpty.ShouldBeTrue();
        e.SetOnce.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Set_and_set_once_are_kept_apart()
    {
        var e = Accepted(
            """
            "set":{"plan":"pro"},"set_once":{"signup_source":"hn"}
            """
        );

        e.Set.Text().ShouldBe("""{"plan":"pro"}""");
        e.SetOnce.Text().ShouldBe("""{"signup_source":"hn"}""");
    }

    [Fact]
    public void What_is_unset_is_a_null_and_what_is_set_to_null_is_nothing()
    {
        var e = Accepted(
            """
            "set":{"plan":"pro","seats":null,"city":null},"set_once":{"source":null},"unset":["city","é","plan","é"]
            """
        );

        e.Set.Text().ShouldBe("""{"plan":"pro","city":null,"\u00E9":null}""");
        e.SetOnce.IsEmpty.ShouldBeTrue();
        e.Properties.Text().ShouldBe("{}");
    }

    [Theory]
    [InlineData("\"unset\":\"plan\"")]
    [InlineData("\"unset\":{\"plan\":1}")]
    [InlineData("\"unset\":[1]")]
    [InlineData("\"unset\":[\"\"]")]
    public void Unset_is_a_list_of_names(string fields) => Refused(fields).ShouldBe("invalid_set");

    [Fact]
    public void A_name_longer_than_400_bytes_is_refused()
    {
        Accepted($"\"properties\":{{\"{new string('n', 400)}\":1}}").ShouldNotBeNull();
        Refused($"\"properties\":{{\"{new string('n', 401)}\":1}}").ShouldBe("invalid_properties");
    }

    [Fact]
    public void Whatever_is_accepted_is_valid_json_again()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var text = JsonText.Object(random, depth: 4);
            var (e, _) = Run($$"""{"event":"a","distinct_id":"u","properties":{{text}}}""");
            e.ShouldNotBeNull(text);
            Should.NotThrow(() => JsonDocument.Parse(e.Properties).Dispose(), text);
        }
    }
}
