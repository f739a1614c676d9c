using Cairn.Ingest.Import;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Import.Exports;

public sealed class ExportReadingTests
{
    [Fact]
    public void PostHog_keeps_ids_times_and_sessions_and_tells_of_persons_what_is_new()
    {
        var events = Export.Events(ExportSamples.PostHog);

        events.Select(e => e["event"]).ShouldBe(["$pageview", "$identify", "bought"]);
        var page = events[0];
        page["id"].ShouldBe("018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f");
        page["timestamp"].ShouldBe("2026-01-02T10:00:00.123Z");
        page["session_id"].ShouldBe("s1");
        page["properties/$country"].ShouldBe("DE");
        page["set"].ShouldBe("""{"plan":"free"}""");
        events[1]["properties/$anon_distinct_id"].ShouldBe("anon-1");
        events[1]["set"].ShouldBe("""{"plan":"pro"}""");
        events[2]["groups/company"].ShouldBe("acme");
        events[2]["set"].ShouldBeNull();
    }

    [Fact]
    public void PostHogs_csv_and_parquet_hold_json_as_text_and_columns_of_single_properties()
    {
        const string Head = "*.uuid,*.event,*.distinct_id,*.timestamp,";
        const string Cells = "018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f,bought,ann,2026-01-02 10:00:00.123000,";

        var json = Export.Events($"{Head}*.properties\n{Cells}\"{{\"\"n\"\":1}}\"\n", "csv")[0];
        var apart = Export.Events($"{Head}*.properties.n,*.properties.code\n{Cells}1,007\n", "csv")[0];

        json["properties"].ShouldBe("""{"n":1}""");
        json["timestamp"].ShouldBe("2026-01-02T10:00:00.123Z");
        apart["properties"].ShouldBe("""{"n":1,"code":"007"}""");
    }

    [Fact]
    public void PostHogs_persons_set_properties_and_join_their_ids()
    {
        const string Person = """
            {"uuid":"p","distinct_ids":["018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","ann"],"properties":{"plan":"pro"},"created_at":"2026-01-01T00:00:00Z"}
            """;

        var events = Export.Events(Person);

        events.Select(e => (e["event"], e["distinct_id"], e.IsImplied)).ShouldBe([("$identify", "ann", true), ("$set", "ann", false)]);
        events[0]["properties/$anon_distinct_id"].ShouldBe("018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f");
        events[1]["set"].ShouldBe("""{"plan":"pro"}""");
    }

    [Fact]
    public void Mixpanels_device_is_joined_once_and_pages_groups_and_money_are_found()
    {
        var events = Export.Events(ExportSamples.Mixpanel);

        events.Select(e => (e["event"], e.IsImplied)).ShouldBe([("$identify", true), ("$pageview", false), ("bought", false)]);
        events[0]["properties/$anon_distinct_id"].ShouldBe("$device:d1");
        events[1]["properties/url"].ShouldBe("https://shop.example/a");
        events[1]["timestamp"].ShouldBe("2026-01-02T10:00:00.000Z");
        events[2]["groups/company"].ShouldBe("acme");
        events[2]["properties/revenue"].ShouldBe("9.9");
    }

    [Fact]
    public void Old_projects_of_Mixpanel_write_their_own_clock()
    {
        var events = Export.Events(ExportSamples.Mixpanel, mapping: new ImportMapping(Timezone: "Europe/Berlin"));
        events[1]["timestamp"].ShouldBe("2026-01-02T09:00:00.000Z");
        events[1]["id"].ShouldBe(Export.Events(ExportSamples.Mixpanel)[1]["id"]);
    }

    [Fact]
    public void Mixpanels_profiles_are_persons()
    {
        var e = Export
            .Events("""{"$distinct_id":"ann","$properties":{"$email":"a@x.org","$last_seen":"2026-01-02T10:00:00"}}""")
            .ShouldHaveSingleItem();
        (e["event"], e["distinct_id"], e["set/$email"], e["timestamp"]).ShouldBe(("$set", "ann", "a@x.org", "2026-01-02T10:00:00.000Z"));
    }

    [Fact]
    public void Amplitudes_fields_are_those_of_its_clients_under_other_names()
    {
        var events = Export.Events(ExportSamples.Amplitude);

        events.Select(e => (e["event"], e.IsImplied)).ShouldBe([("$identify", true), ("$pageview", false), ("revenue", false)]);
        var page = events[1];
        page["timestamp"].ShouldBe("2026-01-02T10:00:00.123Z");
        page["session_id"].ShouldBe("1767348000000");
        page["properties/url"].ShouldBe("https://shop.example/a");
        page["properties/$browser"].ShouldBe("Chrome");
        page["set"].ShouldBe("""{"plan":"pro"}""");
        events[2]["session_id"].ShouldBeNull();
        events[2]["set"].ShouldBeNull();
        events[2]["properties/revenue"].ShouldBe("7");
        events[2]["groups/company"].ShouldBe("acme");
    }

    [Fact]
    public void Umamis_rows_are_page_views_and_named_events()
    {
        var events = Export.Events(ExportSamples.Umami, "csv");

        events.Select(e => e["event"]).ShouldBe(["$pageview", "bought"]);
        var page = events[0];
        page["id"].ShouldBe("018f3c5e-0000-4000-8000-0000000000e1");
        page["distinct_id"].ShouldBe("018f3c5e-0000-4000-8000-000000000001");
        page["session_id"].ShouldBe("v1");
        page["timestamp"].ShouldBe("2026-01-02T10:00:00.000Z");
        page["properties/url"].ShouldBe("https://shop.example/a?utm_source=mail");
        page["properties/referrer"].ShouldBe("https://search.example/s");
        page["properties/$device_type"].ShouldBe("Desktop");
        page["properties/$screen_width"].ShouldBe("1440");
        page["properties/$country"].ShouldBe("DE");
    }

    [Fact]
    public void Ga4s_parameters_are_properties_and_its_two_ids_one_person()
    {
        var events = Export.Events(ExportSamples.Ga4);

        events
            .Select(e => (e["event"], e["distinct_id"], e.IsImplied))
            .ShouldBe([("$pageview", "12.34", false), ("$identify", "ann", true), ("purchase", "ann", false)]);
        var page = events[0];
        page["timestamp"].ShouldBe("2026-01-02T10:00:00.123Z");
        page["session_id"].ShouldBe("12.34.99");
        page["properties/url"].ShouldBe("https://shop.example/a");
        page["properties/$browser"].ShouldBe("Chrome");
        page["properties/$device_type"].ShouldBe("Mobile");
        page["set_once/initial_utm_source"].ShouldBe("mail");
        events[2]["properties/revenue"].ShouldBe("9.9");
        events[2]["set/plan"].ShouldBe("pro");
        events[2]["properties/items"].ShouldBe("""[{"item_id":"x","quantity":"1"}]""");
    }

    [Theory]
    [InlineData("""{"uuid":"u","event":"a","distinct_id":"d","timestamp":"soon","properties":{}}""", "time")]
    [InlineData("""{"event":"a","properties":{"distinct_id":"d"}}""", "time")]
    [InlineData("""{"uuid":"u","event":"$snapshot","distinct_id":"d","timestamp":"2026-01-01T00:00:00Z","properties":{}}""", "replay")]
    public void A_row_that_is_no_event_is_refused_with_the_reason(string row, string reason)
    {
        var reading = Export.Rows(row).ShouldHaveSingleItem();
        reading.Events.ShouldBeEmpty();
        reading.Fault.ShouldNotBeNull().ShouldContain(reason);
    }
}
