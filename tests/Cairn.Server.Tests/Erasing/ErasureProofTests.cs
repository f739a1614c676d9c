using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Testing;

namespace Cairn.Server.Tests.Erasing;

/// <summary>The real executable with its own engines on a folder: after an erasure the person's mark is nowhere below it.</summary>
public sealed class ErasureProofTests
{
    private const string Mark = "Zq7markOfTheErasedXv";
    private const string Kept = "Kw3markOfTheOthersYb";

    [Fact]
    public async Task No_file_and_no_table_holds_anything_of_an_erased_person()
    {
        var folder = TestFolder.Create("erased");
        await using (var cairn = await CairnFolder.StartAsync(folder))
        {
            await cairn.SendAsync([.. Person(Mark).Concat(Person(Kept))]);
            await cairn.DrainedAsync();
            await cairn.ImportAsync(
                $"event,user_id,timestamp\nseen,{Mark}-import,2026-11-01\nseen,{Mark}-import,never\nseen,{Kept},2026-11-01\n"
            );
            await cairn.SendAsync(Alias(Mark, Mark + "-import"));
            // A letter of the project, as the drain would have written it.
            new DeadLetters(Path.Combine(folder, "dead-letters"), TimeProvider.System).Add(
                new SequencedEvent(1, Letter(await cairn.ProjectIdAsync())),
                "quotes " + Mark
            );
            await cairn.DrainedAsync();
            var total = await cairn.CountAsync();
            var others = await cairn.CountAsync(Kept);

            // ClickHouse stands still: what is acknowledged now waits in the spool when the erasure is asked for.
            using (cairn.PauseClickHouse())
            {
                await cairn.SendAsync([.. Person(Mark), new { @event = "late", distinct_id = Kept }]);
                await cairn.SendPartAsync(Mark);
                await cairn.SendPartAsync(Kept);
                MarkScan.Find(Path.Combine(folder, "parts"), Mark).ShouldNotBeEmpty("a part waits for the rest of its event");
                MarkScan.Find(folder, Mark).ShouldNotBeEmpty("the search would find it");
                await cairn.AskErasureAsync(Mark);
            }

            var receipt = (await cairn.ReceiptAsync()).GetProperty("receipt").GetProperty("removed");

            receipt.GetProperty("dead_letters").GetInt64().ShouldBe(1);
            receipt.GetProperty("refused_rows").GetInt64().ShouldBe(1);
            receipt.GetProperty("group_properties").GetInt64().ShouldBeGreaterThan(0);
            receipt.GetProperty("person_changes").GetInt64().ShouldBeGreaterThan(0);
            (await cairn.CountAsync(Kept)).ShouldBe(others + 2, "nobody else's events are touched");
            (await cairn.CountAsync()).ShouldBe(total + 3 + Person(Mark).Count() - receipt.GetProperty("events").GetInt64());
            MarkScan.Find(folder, Mark).ShouldBeEmpty();
            MarkScan.Find(Path.Combine(folder, "parts"), Kept).ShouldBeEmpty("it became an event, as everything of the project");
            await cairn.StopAsync();
        }

        MarkScan.Find(folder, Mark).ShouldBeEmpty();
        (await MarkScan.RowsAsync(folder, Kept)).ShouldNotBeEmpty("the search would find it in the tables");
        (await MarkScan.RowsAsync(folder, Mark)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erasure_survives_being_killed_wherever_it_is()
    {
        var folder = TestFolder.Create("killed");
        var random = new Random(7);
        var cairn = await CairnFolder.StartAsync(folder);
        try
        {
            for (var round = 0; round < 3; round++)
            {
                var mark = $"{Mark}{round}";
                await cairn.SendAsync([.. Person(mark).Concat(Person(Kept))]);
                await cairn.DrainedAsync();
                await cairn.AskErasureAsync(mark);
                await Task.Delay(random.Next(0, 1500));
                cairn.Kill();
                await cairn.DisposeAsync();

                cairn = await CairnFolder.StartAsync(folder);
                var removed = (await cairn.ReceiptAsync()).GetProperty("receipt").GetProperty("removed");
                removed.GetProperty("events").GetInt64().ShouldBe(Person(mark).Count());
                (await cairn.CountAsync(Kept)).ShouldBe((round + 1) * 4);
                MarkScan.Find(folder, mark).ShouldBeEmpty($"round {round}");
            }
        }
        finally
        {
            await cairn.DisposeAsync();
        }
    }

    [Fact]
    public async Task Plain_values_of_encrypted_properties_are_never_on_disk()
    {
        var folder = TestFolder.Create("sealed");
        await using var cairn = await CairnFolder.StartAsync(folder);
        await cairn.EncryptAsync("note", "mail");
        using (cairn.PauseClickHouse())
        {
            await cairn.SendAsync(
                new
                {
                    @event = "visit",
                    distinct_id = "ann",
                    properties = new { note = Mark, other = Kept },
                    set = new { mail = Mark },
                }
            );
            MarkScan.Find(folder, Kept).ShouldNotBeEmpty("it waits in the spool");
            MarkScan.Find(folder, Mark).ShouldBeEmpty();
        }

        await cairn.DrainedAsync();
        MarkScan.Find(folder, Mark).ShouldBeEmpty();
        await cairn.StopAsync();
        (await MarkScan.RowsAsync(folder, Kept)).ShouldNotBeEmpty();
        (await MarkScan.RowsAsync(folder, Mark)).ShouldBeEmpty();
    }

    /// <summary>Four events with the mark everywhere it can stand.</summary>
    private static IEnumerable<object> Person(string mark) =>
        [
            new
            {
                @event = "visit",
                distinct_id = mark,
                session_id = mark,
                groups = new Dictionary<string, string> { ["team"] = mark },
                properties = new
                {
                    note = mark,
                    url = $"https://example.org/{mark}?a={mark}",
                    nested = new { deep = new[] { mark } },
                },
                set = new Dictionary<string, object>
                {
                    ["name"] = mark,
                    ["tags"] = new[] { mark },
                    ["seen"] = new Dictionary<string, object> { ["$append"] = mark },
                },
                set_once = new { first = mark },
            },
            new
            {
                @event = "$group",
                distinct_id = mark,
                groups = new Dictionary<string, string> { ["team"] = mark },
                properties = new { label = mark },
            },
            Alias(mark, mark + "-device"),
            new
            {
                @event = "visit",
                distinct_id = mark + "-device",
                properties = new { note = mark },
            },
        ];

    private static object Alias(string mark, string alias) =>
        new
        {
            @event = "$alias",
            distinct_id = mark,
            properties = new { alias },
        };

    private static Event Letter(uint project) =>
        new()
        {
            Id = Guid.NewGuid(),
            HasClientId = false,
            Project = new ProjectId(project),
            Name = "visit",
            DistinctId = Mark,
            Timestamp = DateTimeOffset.UtcNow,
            ReceivedAt = DateTimeOffset.UtcNow,
            Properties = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { note = Mark })),
        };
}
