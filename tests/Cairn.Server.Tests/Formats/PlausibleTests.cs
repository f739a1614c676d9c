using System.Text;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Formats;

/// <summary>Plausible's tracker against the whole server: its path lies among the dashboard's, and its engagement is no behaviour.</summary>
public sealed class PlausibleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Engagement_is_stored_and_counts_only_where_it_is_named()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await SendAsync(project, "pageview");
        await SendAsync(project, "engagement", ""","e":5000,"sd":60""");
        await SendAsync(project, "engagement", ""","e":3000,"sd":80""");

        var stored = await project.StoredAsync();
        stored.Count.ShouldBe(3);
        stored.Select(e => e.GetProperty("distinctId").GetString()).Distinct().ShouldHaveSingleItem()!.ShouldStartWith("c_");

        var answer = await project.Owner.PostAsync(
            project.Path("/query"),
            new
            {
                kind = "trends",
                range = new { from = "-7d" },
                interval = "day",
                series = new object[]
                {
                    new { @event = (string?)null, measure = "count" },
                    new { @event = "$engagement", measure = "count" },
                    new { @event = (string?)null, measure = "sessions" },
                },
            }
        );
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("total").GetDouble()).ShouldBe([1d, 2d, 1d]);
        var paths = await project.Owner.PostAsync(
            project.Path("/query"),
            new
            {
                kind = "paths",
                range = new { from = "-7d" },
                steps = 3,
            }
        );
        paths.Status.ShouldBe(200, paths.Text);
        paths.Text.ShouldNotContain("\"$engagement\"");
    }

    private static async Task SendAsync(ProjectCalls project, string name, string rest = "")
    {
        var body = $$"""{"n":"{{name}}","u":"https://shop.example/","d":"{{project.Keys.Slug}}"{{rest}}}""";
        var answer = await project.IngestRawAsync(
            Encoding.UTF8.GetBytes(body),
            "/api/event",
            ("Content-Type", "text/plain"),
            ("User-Agent", Firefox)
        );
        (answer.Status, answer.Text).ShouldBe((202, "ok"));
    }
}
