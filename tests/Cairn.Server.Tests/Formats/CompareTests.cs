using System.Text;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Formats;

/// <summary>Another vendor's numbers beside what is stored.</summary>
public sealed class CompareTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Stored_events_are_compared_with_a_file_and_causes_are_named()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var day = DateTimeOffset.UtcNow.AddDays(-1).Date;
        await project.AcceptedAsync([
            .. Enumerable.Range(0, 8).Select(i => Event("bought", day.AddHours(10 + (i / 4)), i == 0)),
            Event("left", day.AddHours(10), false),
        ]);
        await project.DrainedAsync();

        // Two hours behind; the bot is left out.
        var answer = await CompareAsync(
            project,
            $"Count;Event;Hour\n3;bought;{day:yyyy-MM-dd} 08:00\n4;bought;{day:yyyy-MM-dd} 09:00\n1;left;{day:yyyy-MM-dd} 08:00\n",
            "UTC"
        );

        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("shiftHours").GetInt32().ShouldBe(2);
        var bought = answer.Json.GetProperty("events")[0];
        (bought.GetProperty("theirs").GetInt64(), bought.GetProperty("ours").GetInt64()).ShouldBe((7, 8));
        var causes = bought
            .GetProperty("causes")
            .EnumerateArray()
            .Select(c => (c.GetProperty("name").GetString(), c.GetProperty("explains").GetInt64()));
        causes.ShouldBe([("bots", 1L)]);

        var wide = await CompareAsync(
            project,
            $"date,bought,left\n{day:yyyy-MM-dd}T10:00:00Z,4,1\n{day:yyyy-MM-dd}T11:00:00Z,4,\n",
            "Asia/Tokyo"
        );
        wide.Json.GetProperty("difference").GetInt64().ShouldBe(0, wide.Text);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_by_its_lines()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        (await CompareAsync(project, "a,b\n1,2\n", "UTC")).Text.ShouldContain("unknown_columns");
        (await CompareAsync(project, "hour,event,count\nsoon,a,1\n2026-01-01 10:00,a,many\n", "UTC")).Text.ShouldContain(
            "Line 3 needs a whole number"
        );
        (await CompareAsync(project, "hour,event,count\n2026-01-01 10:00,a,1\n", "Berlin")).Text.ShouldContain("unknown_zone");
        (await CompareAsync(project, "", "UTC")).Status.ShouldBe(400);
    }

    private static object Event(string name, DateTime time, bool isBot) =>
        new
        {
            @event = name,
            distinct_id = "ann",
            timestamp = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            properties = new Dictionary<string, object?> { ["$is_bot"] = isBot },
        };

    private static async Task<Answer> CompareAsync(ProjectCalls project, string csv, string zone)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path($"/compare?timeZone={Uri.EscapeDataString(zone)}"))
        {
            Content = new StringContent(csv, Encoding.UTF8, "text/csv"),
        };
        return await project.Owner.SendAsync(request);
    }
}
