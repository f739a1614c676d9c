using Cairn.Processes;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>A server whose engines are somebody else's.</summary>
public sealed class ForeignEnginesTests
{
    [Fact]
    public async Task Set_up_ingest_and_questions_work_on_foreign_engines_and_none_is_started()
    {
        var database = (await TestEngines.CreateEmptyDatabaseAsync()).Database;
        var address = (await TestEngines.ClickHouseAsync()).Address;
        await using var server = ServerProcess.Start(
            ("CAIRN_CLICKHOUSE", $"http://{address.User}:{Uri.EscapeDataString(address.Password)}@{address.Url.Authority}/{database}"),
            ("CAIRN_POSTGRES", await TestEngines.CreateEmptyPostgresDatabaseAsync())
        );
        var link = new Uri((await server.LineAsync("/setup?token="))!.Split(' ')[^1]);
        var url = new Uri(link.GetLeftPart(UriPartial.Authority));
        using var anybody = new Http(url, key: null);

        var made = await anybody.PostAsync(
            "/api/setup",
            new
            {
                token = link.Query["?token=".Length..],
                email = "first@example.com",
                password = "long-enough-password",
                project = new { slug = "shop" },
            }
        );
        made.Status.ShouldBe(201, made.Text);
        using var sender = new Http(url, made.Json.GetProperty("writeKey").GetString());
        using var owner = new Http(url, made.Json.GetProperty("apiKey").GetString());
        var sent = await sender.PostAsync("/ingest/events", new { @event = "visit", distinct_id = "u" });
        sent.Text.ShouldBe("""{"accepted":1,"duplicates":0,"rejected":[]}""");

        await Eventually.TrueAsync(async () => await CountAsync(owner) == 1);
        (await anybody.GetAsync("/readyz")).Status.ShouldBe(200);
        ProcessFacts.Children(server.Id).ShouldBeEmpty("engines were given");

        await server.TerminateAsync();
        (await server.EndAsync()).ExitCode.ShouldBe(0);
        var left = await (await TestEngines.ClickHouseAsync())
            .CreateClient(database)
            .QueryAsync($"SELECT count() FROM events", Store.ClickHouse.QueryLimits.Interactive, CancellationToken.None);
        left[0].Int64(0).ShouldBe(1, "the engine outlives the server");
    }

    /// <summary>Null while the tables are not made yet.</summary>
    private static async Task<double?> CountAsync(Http owner)
    {
        var answer = await owner.PostAsync(
            "/api/projects/shop/query",
            new
            {
                kind = "trends",
                range = new { from = "-7d" },
                interval = "day",
                series = new[] { new { @event = "visit", measure = "count" } },
            }
        );
        return answer.Status == 200 ? answer.Json.GetProperty("series")[0].GetProperty("total").GetDouble() : null;
    }
}
