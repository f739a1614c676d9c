using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>The id of an event is its idempotency key, and the answer comes after the event is on disk.</summary>
public sealed class RepeatTests
{
    [Fact]
    public async Task An_id_sent_again_counts_as_a_repeat_even_to_the_server_started_next()
    {
        var id = Guid.NewGuid();
        var again = new
        {
            id,
            @event = "once",
            distinct_id = "u",
        };
        var (folder, postgres, clickHouse) = (TestFolder.Create("repeats"), await TestEngines.CreateEmptyPostgresDatabaseAsync(), "");
        NewKeys keys;
        await using (var first = await StartAsync())
        {
            using var project = await ProjectCalls.CreateAsync(first);
            keys = project.Keys;
            (await project.IngestAsync(again)).Text.ShouldBe("""{"accepted":1,"duplicates":0,"rejected":[]}""");
            (await project.IngestAsync(new object[] { again, again })).Text.ShouldBe("""{"accepted":0,"duplicates":2,"rejected":[]}""");
            (await project.StoredAsync()).Count.ShouldBe(1);
        }

        await using var second = await StartAsync();
        await second.StoreIsReadyAsync();
        using var later = new ProjectCalls(second, keys);
        (await later.IngestAsync(again)).Text.ShouldBe("""{"accepted":0,"duplicates":1,"rejected":[]}""");
        (await later.StoredAsync()).ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(id);

        Task<TestServer> StartAsync() =>
            TestServer.StartAsync(
                TestServer.SetUp,
                postgres,
                asked =>
                    asked with
                    {
                        DataFolder = folder,
                        ClickHouse = clickHouse.Length > 0 ? clickHouse : clickHouse = asked.ClickHouse!,
                    },
                keepsStore: true
            );
    }

    [Fact]
    public async Task Two_projects_may_use_the_same_id()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var one = await ProjectCalls.CreateAsync(server);
        using var other = await ProjectCalls.CreateAsync(server);
        var same = new
        {
            id = Guid.NewGuid(),
            @event = "e",
            distinct_id = "u",
        };

        await one.AcceptedAsync(same);
        await other.AcceptedAsync(same);

        (await one.StoredAsync()).Count.ShouldBe(1);
        (await other.StoredAsync()).Count.ShouldBe(1);
    }

    /// <summary>The server's process does not tell of a power cut, but a file does: what is acknowledged stands in the spool's folder already.</summary>
    [Fact]
    public async Task What_is_acknowledged_is_on_disk_before_the_store_has_seen_it()
    {
        var folder = TestFolder.Create("durable");
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: asked => asked with { DataFolder = folder, ClickHouse = "http://nobody:none@127.0.0.1:1/none" }
        );
        using var project = new ProjectCalls(server, await server.CreateProjectAsync());

        await project.AcceptedAsync(new { @event = "kept-on-disk", distinct_id = "u" });

        Directory
            .EnumerateFiles(Path.Combine(folder, "spool"), "*", SearchOption.AllDirectories)
            .Any(Holds)
            .ShouldBeTrue("no file of the spool holds the event");

        static bool Holds(string path)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray().AsSpan().IndexOf("kept-on-disk"u8) >= 0;
        }
    }
}
