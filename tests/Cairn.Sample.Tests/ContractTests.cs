using System.Text.Json;

namespace Cairn.Sample.Tests;

/// <summary>Every event is one that the contract lets in.</summary>
public sealed class ContractTests
{
    private static readonly string[] _fields =
    [
        "id",
        "event",
        "distinct_id",
        "timestamp",
        "session_id",
        "groups",
        "properties",
        "set",
        "set_once",
    ];
    private static readonly List<SampleEvent> _events = Histories.Read(
        new()
        {
            Events = 30_000,
            Days = 30,
            End = Histories.End,
        }
    );

    [Fact]
    public void Ids_are_version_7_uuids_and_unique()
    {
        _events.Select(item => item.Id).Distinct().Count().ShouldBe(_events.Count);
        _events.ShouldAllBe(item => item.Id.Version == 7 && item.Id.Variant >= 8 && item.Id.Variant <= 11);
    }

    [Fact]
    public void Names_ids_and_fields_are_as_the_contract_says()
    {
        _events.ShouldAllBe(item => item.Name.Length >= 1 && item.Name.Length <= 200);
        _events.ShouldAllBe(item => item.DistinctId.Length >= 1 && item.DistinctId.Length <= 400);
        _events.ShouldAllBe(item => item.Whole.EnumerateObject().All(field => _fields.Contains(field.Name)));
        _events.ShouldAllBe(item => item.Properties.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public void No_object_names_a_property_twice() =>
        _events.ShouldAllBe(item =>
            item.Properties.EnumerateObject().Select(property => property.Name).Distinct().Count()
            == item.Properties.EnumerateObject().Count()
        );

    [Fact]
    public void Everything_happens_before_the_end_and_after_the_start()
    {
        var start = new SampleHistory(
            new()
            {
                Events = 30_000,
                Days = 30,
                End = Histories.End,
            }
        ).Start;
        // Summer time ended within these thirty days.
        start.ShouldBe(Histories.End.AddDays(-30).AddHours(-1));
        _events.ShouldAllBe(item => item.Time >= start && item.Time < Histories.End);
    }

    [Fact]
    public void Within_a_session_time_never_runs_back()
    {
        foreach (var session in _events.Where(item => item.Session is not null).GroupBy(item => item.Session))
            session.Zip(session.Skip(1)).ShouldAllBe(pair => pair.First.Time <= pair.Second.Time);
    }

    [Fact]
    public void A_merge_names_a_stranger_that_was_seen_before()
    {
        var seen = new HashSet<string>();
        var merges = 0;
        foreach (var item in _events)
        {
            if (item.Name == "$identify")
            {
                merges++;
                seen.ShouldContain(item.Text("$anon_distinct_id")!);
                item.DistinctId.ShouldStartWith("user_");
            }
            seen.Add(item.DistinctId);
        }
        merges.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Purchases_have_an_amount_a_currency_and_a_product()
    {
        var purchases = _events.Where(item => item.Name == "purchase").ToList();
        purchases.Count.ShouldBeGreaterThan(20);
        purchases.ShouldAllBe(item =>
            item.Properties.GetProperty("amount").GetDecimal() > 0
            && item.Text("currency")!.Length == 3
            && item.Text("product_id")!.Length > 0
        );
    }

    [Fact]
    public void Cost_of_an_ai_call_follows_from_its_tokens()
    {
        var calls = _events
            .Where(item =>
                item.Name == "$ai_generation"
                && item.Text("$ai_model") == "gpt-4.1"
                && !item.Properties.GetProperty("$ai_is_error").GetBoolean()
            )
            .ToList();
        calls.Count.ShouldBeGreaterThan(10);
        foreach (var call in calls.Select(item => item.Properties))
        {
            var (input, cached, output) = (
                Number(call, "$ai_input_tokens"),
                Number(call, "$ai_cache_read_input_tokens"),
                Number(call, "$ai_output_tokens")
            );
            var dollars = ((input - cached) * 2m + cached * 0.2m + output * 8m) / 1_000_000;
            call.GetProperty("$ai_total_cost_usd").GetDecimal().ShouldBe(dollars, 0.000_003m);
        }
    }

    private static decimal Number(JsonElement properties, string name) => properties.GetProperty(name).GetDecimal();
}
