using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;
using Cairn.Testing;
using static Cairn.Store.Tests.TestEvents;

namespace Cairn.Store.Tests.Events;

public sealed class PersonChangesTests
{
    private static readonly Lazy<Task<(ClickHouseClient, EventWriter)>> _store = new(async () =>
    {
        var client = await TestEngines.CreateDatabaseAsync();
        return (client, new EventWriter(client, new Identities(client, TimeProvider.System)));
    });

    [Theory]
    [InlineData("""{"n":{"$add":3}}""", "3")]
    [InlineData("""{"n":2} {"n":{"$add":3}}""", "5")]
    [InlineData("""{"n":0.1} {"n":{"$add":0.2}}""", "0.3")]
    [InlineData("""{"n":5} {"n":{"$add":-7.5}}""", "-2.5")]
    [InlineData("""{"n":"x"} {"n":{"$add":1}}""", "x")]
    [InlineData("""{"n":1} {"n":{"$add":1}} {"n":10} {"n":{"$add":1}}""", "11")]
    [InlineData("""{"n":1} {"n":{"$add":1}} {"n":null} {"n":{"$add":1}}""", "1")]
    [InlineData("""{"n":{"$append":"a"}} {"n":{"$append":["b","a"]}}""", """["a","b","a"]""")]
    [InlineData("""{"n":"a"} {"n":{"$append":"b"}}""", """["a","b"]""")]
    [InlineData("""{"n":["b"]} {"n":{"$prepend":["a",1]}}""", """["a",1,"b"]""")]
    [InlineData("""{"n":["a"]} {"n":{"$union":["b","a","b"]}}""", """["a","b"]""")]
    [InlineData("""{"n":["a","b","a"]} {"n":{"$remove":"a"}}""", """["b"]""")]
    [InlineData("""{"n":{"$remove":"a"}}""", null)]
    [InlineData("""{"n":{"$add":1,"b":2}}""", """{"$add":1,"b":2}""")]
    public async Task A_change_builds_on_the_value_before_it(string sets, string? expected)
    {
        var together = await SomebodyAsync();
        await together.Writer.StoreAsync([.. Sets(sets, together.Id)], default);
        (await together.ValueAsync()).ShouldBe(expected, "in one batch");

        var apart = await SomebodyAsync();
        foreach (var set in Sets(sets, apart.Id))
            await apart.Writer.StoreAsync([set], default);
        (await apart.ValueAsync()).ShouldBe(expected, "each in a batch of its own");
    }

    [Fact]
    public async Task A_value_set_once_is_what_a_change_begins_with()
    {
        var ann = await SomebodyAsync();
        await ann.Writer.StoreAsync([Event("$set", ann.Id, setOnce: """{"n":7}""")], default);
        await ann.Writer.StoreAsync([Event("$set", ann.Id, set: """{"n":{"$add":1}}""")], default);
        (await ann.ValueAsync()).ShouldBe("8");
    }

    [Fact]
    public async Task Batches_of_any_cut_sent_any_number_of_times_come_to_what_was_received()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var ann = await SomebodyAsync();
            var expected = 0;
            var events = new List<SequencedEvent>();
            for (var i = 0; i < 25; i++)
            {
                var (n, isSet) = (random.Next(100), random.Next(5) == 0);
                expected = isSet ? n : expected + n;
                // Clocks differ: a change counts when it is received. What is set alone counts by its time, so that time goes on here.
                var minute = isSet ? 1000 + i : 1000 + i - random.Next(3);
                events.Add(
                    Event("$set", ann.Id, set: isSet ? $$"""{"n":{{n}}}""" : $$"""{"n":{"$add":{{n}}},"other":1}""", minute: minute)
                );
            }

            for (var at = 0; at < events.Count; )
            {
                var batch = events.GetRange(at, Math.Min(random.Next(1, 9), events.Count - at));
                for (var times = random.Next(1, 4); times > 0; times--)
                    await ann.Writer.StoreAsync(batch, default);
                at += batch.Count;
            }

            (await ann.ValueAsync()).ShouldBe(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), $"seed {seed}");
        }
    }

    [Fact]
    public async Task A_list_keeps_its_last_thousand()
    {
        var ann = await SomebodyAsync();
        var many = string.Join(',', Enumerable.Range(0, 990));
        await ann.Writer.StoreAsync([Event("$set", ann.Id, set: $$"""{"n":[{{many}}]}""")], default);
        await ann.Writer.StoreAsync(
            [Event("$set", ann.Id, set: """{"n":{"$append":["x","x","x","x","x","x","x","x","x","x","y"]}}""")],
            default
        );
        var value = (await ann.ValueAsync()).ShouldNotBeNull();
        value.ShouldStartWith("[1,");
        value.ShouldEndWith("\"y\"]");
    }

    private static IEnumerable<SequencedEvent> Sets(string sets, string who) =>
        sets.Split(' ').Select((set, i) => Event("$set", who, set: set, minute: i));

    /// <summary>Somebody new in a store that all tests of this class share.</summary>
    private static async Task<Person> SomebodyAsync()
    {
        var (client, writer) = await _store.Value;
        return new Person(client, writer, Guid.NewGuid().ToString("N"));
    }

    private sealed record Person(ClickHouseClient Client, EventWriter Writer, string Id)
    {
        /// <summary>Of the property <c>n</c>, as questions read it.</summary>
        public async Task<string?> ValueAsync()
        {
            var own = PersonId.Of(Project, Id);
            var rows = await Client.QueryAsync(
                $"""
                SELECT toString(argMax((kind, text), (mode, version)).1), argMax((kind, text), (mode, version)).2
                FROM person_properties WHERE name = 'n' AND own_id = {own} HAVING count() > 0
                """,
                QueryLimits.Interactive,
                default
            );
            return rows.Count == 0 || rows[0].String(0) == "none" ? null : rows[0].String(1);
        }
    }
}
