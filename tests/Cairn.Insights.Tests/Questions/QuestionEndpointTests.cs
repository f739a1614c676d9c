using System.Text.Json;

namespace Cairn.Insights.Tests.Questions;

public sealed class QuestionEndpointTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    [Fact]
    public async Task Trends_have_the_contract_s_shape()
    {
        var (status, body) = await server.PostAsync(
            "query",
            """{"kind":"trends","range":{"from":"-2d"},"interval":"day","series":[{"event":"buy","measure":"count","name":"Purchases"}]}"""
        );
        status.ShouldBe(200);
        var line = body.GetProperty("series")[0];
        line.GetProperty("name").GetString().ShouldBe("Purchases");
        line.GetProperty("breakdown").ValueKind.ShouldBe(JsonValueKind.Null);
        line.GetProperty("total").GetDouble().ShouldBe(5);
        line.GetProperty("points")
            .GetRawText()
            .ShouldBe("""[{"t":"2026-11-02T23:00:00Z","value":3},{"t":"2026-11-03T23:00:00Z","value":2}]""");
        line.TryGetProperty("previous", out _).ShouldBeFalse();
        var meta = body.GetProperty("meta");
        foreach (
            var name in new[] { "elapsedMs", "rowsRead", "bytesRead", "cached", "computedAt", "sql", "definition", "semantics", "timezone" }
        )
            meta.TryGetProperty(name, out _).ShouldBeTrue(name);
        meta.GetProperty("computedAt").GetString().ShouldBe("2026-11-04T17:00:00Z");
        meta.GetProperty("definition")
            .GetString()
            .ShouldBe("Times “buy” happened, per day in Europe/Berlin, from 2026-11-03 to 2026-11-04.");
        meta.GetProperty("question").GetProperty("kind").GetString().ShouldBe("trends");
        meta.GetProperty("exactness").GetString().ShouldBe("exact");
        meta.GetProperty("partialFrom").GetString().ShouldBe("2026-11-03T23:00:00Z");
    }

    [Theory]
    [InlineData("""{"kind":"trend"}""", 400, "/kind", "unknown_kind")]
    [InlineData("""{"kind":"funnel"}""", 400, "/steps", "required")]
    [InlineData(
        """{"kind":"funnel","range":{"from":"-7d"},"window":{"value":1,"unit":"day"},"steps":[{"event":"a"}]}""",
        400,
        "/steps",
        "too_few"
    )]
    [InlineData(
        """{"kind":"funnel","range":{"from":"-7d"},"window":{"value":1,"unit":"day"},"steps":[{"event":"a"},{"event":"b"}],"exclusions":[{"event":"x","from":1,"to":1}]}""",
        400,
        "/exclusions/0/to",
        "invalid_exclusion"
    )]
    [InlineData(
        """{"kind":"funnel","range":{"from":"-7d"},"window":{"value":1,"unit":"day"},"steps":[{"event":"a"},{"event":"b"}],"exclusions":[{"event":"b","from":0,"to":1}]}""",
        400,
        "/exclusions/0",
        "invalid_exclusion"
    )]
    [InlineData(
        """{"kind":"funnel","range":{"from":"-7d"},"window":{"value":1,"unit":"fortnight"},"steps":[{"event":"a"},{"event":"b"}]}""",
        400,
        "/window/unit",
        "unknown_value"
    )]
    [InlineData("""{}""", 400, "/kind", "required")]
    [InlineData("""[1]""", 400, "", "wrong_type")]
    [InlineData("""{"kind":""", 400, "", "invalid_json")]
    [InlineData("""{"kind":"trends"}""", 400, "/range", "required")]
    [InlineData("""{"kind":"trends","range":{"from":"-7d"},"series":[]}""", 400, "/series", "too_few")]
    [InlineData(
        """{"kind":"trends","range":{"from":"-7d"},"series":[{"event":"a","measure":"sum"}]}""",
        400,
        "/series/0/property",
        "required"
    )]
    [InlineData(
        """{"kind":"trends","range":{"from":"-7d"},"series":[{"event":"a","measure":"count","propety":"x"}]}""",
        400,
        "/series/0/propety",
        "unknown_field"
    )]
    [InlineData("""{"kind":"trends","range":{"from":"-7d"},"series":[{"measure":"count"}]}""", 400, "/series/0/event", "required")]
    [InlineData(
        """{"kind":"trends","range":{"from":"-7d"},"series":[{"event":"a","measure":"count"}],"formula":"A/C"}""",
        400,
        "/formula",
        "invalid_formula"
    )]
    [InlineData(
        """{"kind":"trends","range":{"from":"-900d"},"interval":"minute","series":[{"event":"a","measure":"count"}]}""",
        400,
        "/interval",
        "too_many_buckets"
    )]
    [InlineData(
        """{"kind":"trends","range":{"from":"2026-11-02","to":"2026-11-01"},"series":[{"event":"a","measure":"count"}]}""",
        400,
        "/range",
        "empty_range"
    )]
    [InlineData(
        """{"kind":"trends","range":{"from":"-7d"},"series":[{"event":"a","measure":"count","where":{"property":"x","op":"regex","value":"(("}}]}""",
        400,
        "/series/0/where",
        "invalid_regex"
    )]
    [InlineData(
        """{"kind":"trends","range":{"from":"-7d"},"series":[{"event":"a","measure":"count"}],"filter":{"cohort":"x"}}""",
        400,
        "/filter/cohort",
        "unknown_cohort"
    )]
    public async Task Bad_questions_name_the_field(string json, int expected, string pointer, string code)
    {
        var (status, body) = await server.PostAsync("query", json);
        status.ShouldBe(expected);
        body.GetProperty("errors")
            .EnumerateArray()
            .ShouldContain(e => e.GetProperty("pointer").GetString() == pointer && e.GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task The_persons_behind_a_point_are_listed()
    {
        var (status, body) = await server.PostAsync(
            "query/persons",
            """
            {"query":{"kind":"trends","range":{"from":"-3d"},"series":[{"event":"buy","measure":"persons"}],"breakdowns":[{"property":"plan"}]},
             "point":{"series":0,"t":"2026-11-02T23:00:00Z","breakdown":["free"]}}
            """
        );
        status.ShouldBe(200);
        body.GetProperty("items").GetArrayLength().ShouldBe(1);
        body.GetProperty("count").GetInt64().ShouldBe(1);
        body.GetProperty("items")[0].GetProperty("events").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task The_overview_counts_what_trends_count()
    {
        var (status, body) = await server.GetAsync("overview");
        status.ShouldBe(200);
        Numbers("today").ShouldBe((2, 4, 2, 2));
        Numbers("yesterday").ShouldBe((2, 3, 3, 0));
        Numbers("last7Days").ShouldBe((5, 13, 9, 4));
        Numbers("last28Days").ShouldBe((5, 13, 9, 4));
        Numbers("previous7Days").ShouldBe((0, 0, 0, 0));
        body.GetProperty("topEvents")[0].GetRawText().ShouldBe("""{"name":"buy","count":9,"persons":5}""");
        body.GetProperty("topPages")[0].GetRawText().ShouldBe("""{"name":"/","count":2}""");
        var series = body.GetProperty("series");
        series.GetProperty("interval").GetString().ShouldBe("day");
        series.GetProperty("points").GetArrayLength().ShouldBe(28);
        body.GetProperty("timezone").GetString().ShouldBe("Europe/Berlin");

        (long, long, long, long) Numbers(string span)
        {
            var n = body.GetProperty(span);
            return (N("persons"), N("events"), N("sessions"), N("pageviews"));
            long N(string name) => n.GetProperty(name).GetInt64();
        }
    }

    [Fact]
    public async Task Pages_of_events_neither_overlap_nor_miss_events_of_the_same_instant()
    {
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var (status, page) = await server.GetAsync($"events?limit=2{cursor}");
            status.ShouldBe(200);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        } while (cursor.Length > 0 && seen.Count < 100);
        seen.Count.ShouldBe(15);
        seen.ShouldBeUnique();
        var (_, first) = await server.GetAsync($"events/{seen[0]}");
        first.GetProperty("event").GetString().ShouldBe("$pageview");
        first.GetProperty("distinctId").GetString().ShouldBe("dora");
        first.GetProperty("groups").GetProperty("company").GetString().ShouldBe("acme");
    }

    [Fact]
    public async Task Events_can_be_narrowed_by_name_id_time_and_filter()
    {
        (await CountAsync("event=buy")).ShouldBe(9);
        (await CountAsync("distinctId=anon")).ShouldBe(2);
        (await CountAsync("from=2026-11-03&to=2026-11-03")).ShouldBe(5);
        (await CountAsync("from=-1d")).ShouldBe(4);
        (await CountAsync("filter=" + Uri.EscapeDataString("""{"property":"plan","op":"eq","value":"pro"}"""))).ShouldBe(3);

        async Task<int> CountAsync(string query) => (await server.GetAsync("events?" + query)).Body.GetProperty("items").GetArrayLength();
    }

    [Theory]
    [InlineData("events?limit=0", "/limit")]
    [InlineData("events?cursor=x", "/cursor")]
    [InlineData("events?evnt=x", "/evnt")]
    [InlineData("events?from=soon", "/from")]
    [InlineData("events?filter={", "/filter")]
    public async Task A_bad_parameter_is_named(string path, string pointer)
    {
        var (status, body) = await server.GetAsync(path);
        status.ShouldBe(400);
        body.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
    }

    [Theory]
    [InlineData("events/0193c7a0-0000-7000-8000-000000000000")]
    [InlineData("events/none")]
    public async Task An_unknown_event_is_404(string path)
    {
        var (status, body) = await server.GetAsync(path);
        status.ShouldBe(404);
        body.GetProperty("code").GetString().ShouldBe("not_found");
    }
}
