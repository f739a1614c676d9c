using Cairn.Server.Tests.Support;
using Cairn.Testing;
using static Cairn.Testing.Packed;

namespace Cairn.Server.Tests.Imports;

/// <summary>Exports of other products, tried, imported, and imported again.</summary>
public sealed class ExportImportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public Task PostHog_in_gzip() =>
        ImportsTwiceAsync(Gzip(ExportSamples.PostHog), "posthog", "PostHog, events", ["$identify", "$pageview", "bought"]);

    [Fact]
    public Task Mixpanel_as_it_is_with_the_link_that_its_events_imply() =>
        ImportsTwiceAsync(
            Utf8(ExportSamples.Mixpanel),
            "mixpanel",
            "Mixpanel, events",
            ["$identify", "$pageview", "bought"],
            "&format=ndjson"
        );

    [Fact]
    public Task Amplitude_as_the_zip_that_its_api_hands_out() =>
        ImportsTwiceAsync(
            Zip(("1/1_2026-01-02_10#0.json.gz", Gzip(ExportSamples.Amplitude))),
            "amplitude",
            "Amplitude, events",
            ["$identify", "$pageview", "revenue"]
        );

    [Fact]
    public Task Umami_as_a_zip_of_two_tables() =>
        ImportsTwiceAsync(
            Zip(("website_event.csv", Utf8(ExportSamples.Umami)), ("event_data.csv", Utf8(ExportSamples.UmamiValues))),
            "umami",
            "Umami, website_event",
            ["$pageview", "bought"]
        );

    [Fact]
    public Task Ga4_in_gzip() =>
        ImportsTwiceAsync(Gzip(ExportSamples.Ga4), "ga4", "GA4, events of BigQuery", ["$identify", "$pageview", "purchase"]);

    [Fact]
    public async Task Plausibles_totals_are_recognised_and_refused_with_what_to_do_instead()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var zip = Zip(("imported_pages_20260101_20260131.csv", Utf8(ExportSamples.PlausiblePages)));

        var tried = (await SendAsync(project, zip, "?format=zip&dryRun=true")).Json;
        tried.GetProperty("recognised").GetString().ShouldBe("Plausible, totals of each day");
        tried.GetProperty("rows").GetInt32().ShouldBe(0);
        tried.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("totals, not events");

        (await SendAsync(project, zip, "?format=zip")).ShouldBeProblem(400, "invalid_input");
        (await project.Owner.GetAsync(project.Path("/imports"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_reader_may_say_otherwise()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var file = Utf8(ExportSamples.Mixpanel);

        var own = (await SendAsync(project, file, "?format=ndjson&dryRun=true&source=cairn")).Json;
        own.GetProperty("source").GetString().ShouldBe("cairn");
        own.GetProperty("recognised").GetString().ShouldBe("Mixpanel, events");
        var other = (await SendAsync(project, file, "?format=ndjson&dryRun=true&source=ga4")).Json;
        other.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("no export of ga4");
        (await SendAsync(project, file, "?format=ndjson&source=matomo")).ShouldBeProblem(400, "invalid_input");
    }

    /// <summary>A dry run stores nothing; the second time everything is there already; what is no row is told.</summary>
    private async Task ImportsTwiceAsync(byte[] file, string source, string recognised, string[] names, string query = "&format=gzip")
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var own = names.Length - (source is "mixpanel" or "amplitude" or "ga4" ? 1 : 0);

        var tried = await SendAsync(project, file, "?dryRun=true" + query);
        tried.Status.ShouldBe(200, tried.Text);
        tried.Json.GetProperty("source").GetString().ShouldBe(source);
        tried.Json.GetProperty("recognised").GetString().ShouldBe(recognised);
        tried.Json.GetProperty("valid").GetInt32().ShouldBe(own, tried.Text);
        tried.Json.GetProperty("rejected").GetInt32().ShouldBe(0);
        tried.Json.GetProperty("mapping").GetArrayLength().ShouldBeGreaterThan(3);
        (await project.StoredAsync()).ShouldBeEmpty();

        (await OverAsync(project, await SendAsync(project, file, "?" + query))).ShouldBe((own, 0));
        await project.DrainedAsync();
        (await OverAsync(project, await SendAsync(project, file, "?" + query))).ShouldBe((0, own));
        (await project.StoredAsync()).Select(e => e.GetProperty("event").GetString()!).Order(StringComparer.Ordinal).ShouldBe(names);
    }

    private static async Task<(int Accepted, int Duplicates)> OverAsync(ProjectCalls project, Answer started)
    {
        started.Status.ShouldBe(202, started.Text);
        var job = started.Json;
        await Eventually.TrueAsync(async () =>
        {
            job = (await project.Owner.GetAsync(project.Path("/imports/" + job.GetProperty("id").GetString()))).Json;
            return job.GetProperty("status").GetString() is not ("waiting" or "running");
        });
        job.GetProperty("status").GetString().ShouldBe("done", job.GetRawText());
        job.GetProperty("rejected").GetInt32().ShouldBe(0);
        return (job.GetProperty("accepted").GetInt32(), job.GetProperty("duplicates").GetInt32());
    }

    private static async Task<Answer> SendAsync(ProjectCalls project, byte[] file, string query)
    {
        using var content = new ByteArrayContent(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path("/imports" + query)) { Content = content };
        return await project.Owner.SendAsync(request);
    }
}
