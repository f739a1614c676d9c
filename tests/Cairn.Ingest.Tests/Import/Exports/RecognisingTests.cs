using Cairn.Ingest.Import.Exports;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Import.Exports;

public sealed class RecognisingTests
{
    [Theory]
    [InlineData("uuid,event,distinct_id,person_id,properties,timestamp,created_at", "posthog")]
    [InlineData("team_id,distinct_id,person_id,properties,person_version,created_at", "posthog")]
    [InlineData("event,properties", "mixpanel")]
    [InlineData("$distinct_id,$properties", "mixpanel")]
    [InlineData("$insert_id,amplitude_id,event_type,event_time,user_id", "amplitude")]
    [InlineData("date,visitors,pageviews,bounces,visits,visit_duration", "plausible")]
    [InlineData("date,name,link_url,path,visitors,events", "plausible")]
    [InlineData("date,source,referrer,visitors,visits", "plausible")]
    [InlineData("event_id,website_id,session_id,created_at,url_path,event_type", "umami")]
    [InlineData("website_id,event_id,data_key,string_value,number_value", "umami")]
    [InlineData("x,y", "umami")]
    [InlineData("event_date,event_timestamp,event_name,event_params,user_pseudo_id", "ga4")]
    [InlineData("# ----------------------------------------", "ga4")]
    [InlineData("id,event,distinct_id,person_id,timestamp,received_at,groups,properties", null)]
    [InlineData("event_id,user_id,session_id,event_type,timestamp", null)]
    [InlineData("event,distinct_id,time,plan", null)]
    [InlineData("date,visitors", null)]
    public void Whose_export_it_is_the_columns_tell(string columns, string? source) =>
        (VendorExports.Recognise(columns.Split(','))?.Source).ShouldBe(source);

    /// <summary>Whatever columns come together, at most one vendor's kind takes them for its own.</summary>
    [Fact]
    public void No_two_kinds_claim_the_same_file()
    {
        string[] samples =
        [
            ExportSamples.PostHog,
            ExportSamples.Mixpanel,
            ExportSamples.Amplitude,
            ExportSamples.Ga4,
            "{\"event\":1,\"properties\":1}",
            "{\"$distinct_id\":1,\"$properties\":1}",
        ];
        foreach (var sample in samples)
        {
            using var first = System.Text.Json.JsonDocument.Parse(sample.Split('\n')[0]);
            string[] columns = [.. first.RootElement.EnumerateObject().Select(f => f.Name)];
            VendorExports.All.Count(e => e.Fits(columns)).ShouldBe(1);
        }
    }

    /// <summary>Reading is a function of the rows: twice the same file is twice the same ids, and no two rows share one.</summary>
    [Fact]
    public void The_same_rows_are_the_same_events()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            int[] people = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(4))];
            var mixpanel = Lines(
                people,
                (p, i) =>
                    $$$"""{"event":"e","properties":{"time":{{{1767348000 + i}}},"distinct_id":"p{{{p}}}","$insert_id":"i{{{round}}}"}}"""
            );
            var amplitude = Lines(
                people,
                (p, i) =>
                    $$$"""{"event_type":"e","event_time":"2026-01-02 10:00:0{{{i}}}","device_id":"p{{{p}}}","amplitude_id":1,"$insert_id":"{{{i}}}"}"""
            );
            var ga4 = Lines(
                people,
                (p, i) =>
                    $$$"""{"event_name":"e","event_timestamp":"{{{1767348000000000 + i}}}","user_pseudo_id":"p{{{p}}}","event_params":[]}"""
            );
            foreach (var file in (string[])[mixpanel, amplitude, ga4])
            {
                var (once, again) = (Export.Events(file), Export.Events(file));
                once.Select(e => e.Json).ShouldBe(again.Select(e => e.Json));
                once.Select(e => e["id"]).Distinct().Count().ShouldBe(people.Length);
                once.ShouldAllBe(e => e["id"] != null);
            }
        }

        static string Lines(int[] people, Func<int, int, string> line) => string.Join('\n', people.Select(line));
    }
}
