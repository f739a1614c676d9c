using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Mirror;

public sealed class ForwardTests
{
    [Fact]
    public async Task Accepted_events_of_any_format_go_to_posthog_in_its_words()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(new MirrorTarget(null, true, vendor.Url, "phc_theirs", false, false));
        var id = Guid.CreateVersion7();
        var track = new
        {
            userId = "ann",
            @event = "bought",
            writeKey = Door.Key,
            messageId = id,
            properties = new { amount = 9.5, paid = "4111111111111111" },
        };

        await both.Server.PostAsync("/v1/track", track);

        var arrived = await both.ArrivedAsync(vendor);
        arrived.Line.ShouldBe("POST /batch/");
        using var json = JsonDocument.Parse(arrived.Body);
        json.RootElement.GetProperty("api_key").GetString().ShouldBe("phc_theirs");
        var e = json.RootElement.GetProperty("batch").EnumerateArray().ShouldHaveSingleItem();
        var stored = both.Server.Stored().ShouldHaveSingleItem();
        (e.GetProperty("event").GetString(), e.GetProperty("distinct_id").GetString()).ShouldBe(("bought", "ann"));
        e.GetProperty("uuid").GetGuid().ShouldBe(stored.Id);
        e.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(stored.Timestamp);
        e.GetProperty("properties").GetProperty("amount").GetDouble().ShouldBe(9.5);
        e.GetProperty("properties").GetProperty("paid").GetString().ShouldBe("[card]");

        // The same one again is a duplicate: it is not sent again.
        await both.Server.PostAsync("/v1/track", track);
        await both.Server.PostAsync(
            "/v1/identify",
            new
            {
                userId = "ann",
                writeKey = Door.Key,
                traits = new { plan = "pro" },
            }
        );
        using var next = JsonDocument.Parse((await both.ArrivedAsync(vendor, 2)).Body);
        var identify = next.RootElement.GetProperty("batch").EnumerateArray().ShouldHaveSingleItem();
        identify.GetProperty("event").GetString().ShouldBe("$identify");
        identify.GetProperty("properties").GetProperty("$set").GetProperty("plan").GetString().ShouldBe("pro");
    }

    [Fact]
    public void Names_are_turned_back_and_encrypted_values_stay_here()
    {
        var key = new PersonKey(Guid.NewGuid(), new byte[32]);
        var secret = SealedValue.Seal(key, Given.Project, "plan", "\"pro\""u8);
        var alias = Given.Event(EventNames.Alias, properties: """{"alias":"anon-1","$source_event":"$create_alias"}""");
        var group = Given.Event(EventNames.Group, properties: """{"$group_type":"company","$group_key":"acme","$group_set":{"size":3}}""");
        var plain = Given.Event("a", properties: $$"""{"plan":"{{secret}}","n":1}""") with
        {
            SessionId = "not-a-uuid",
            Groups = [new GroupRef("company", "acme")],
            Set = Encoding.UTF8.GetBytes($$"""{"plan":"{{secret}}","name":"Ann","old":null}"""),
        };

        using var json = JsonDocument.Parse(ToPostHog.Batch([alias, group, plain], "k"));
        var batch = json.RootElement.GetProperty("batch").EnumerateArray().ToList();

        batch.Select(e => e.GetProperty("event").GetString()).ShouldBe(["$create_alias", "$groupidentify", "a"]);
        batch[0].GetProperty("properties").GetProperty("alias").GetString().ShouldBe("anon-1");
        batch[2]
            .GetProperty("properties")
            .GetRawText()
            .ShouldBe("""{"n":1,"$geoip_disable":true,"$groups":{"company":"acme"},"$set":{"name":"Ann"},"$unset":["old"]}""");
    }
}
