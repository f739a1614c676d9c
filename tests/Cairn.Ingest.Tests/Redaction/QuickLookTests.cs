using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>The look over the bytes is of use only where ordinary events end at it.</summary>
public sealed class QuickLookTests
{
    private static readonly string[] _pages =
    [
        "/",
        "/products/blue-shoes?utm_source=news&utm_medium=email&utm_campaign=fall",
        "/search?q=shoes&page=2",
    ];

    /// <summary>Without escapes where none are needed.</summary>
    private static readonly JsonSerializerOptions _asBrowsersWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] _agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
    ];

    [Fact]
    public void Ordinary_page_views_end_at_the_first_look_after_the_other_steps_added_to_them()
    {
        var random = new Random(1);
        var (clean, all) = (0, 0);
        for (; all < 500; all++)
        {
            var json = JsonSerializer.SerializeToElement(
                new Dictionary<string, object>
                {
                    ["event"] = "$pageview",
                    ["distinct_id"] = Guid.CreateVersion7().ToString(),
                    ["properties"] = new Dictionary<string, object>
                    {
                        ["$current_url"] = "https://shop.example" + _pages[random.Next(_pages.Length)],
                        ["$referrer"] = "https://www.google.com/search",
                        ["title"] = "Blue shoes in every size",
                        ["$user_agent"] = _agents[random.Next(_agents.Length)],
                        ["screen_width"] = random.Next(300, 4000),
                        ["product_id"] = "prod_" + random.Next(10_000),
                        ["price"] = random.Next(1, 100_000) / 100.0,
                        ["in_stock"] = random.Next(2) == 0,
                        ["load_ms"] = random.Next(5_000),
                        ["$lib_version"] = "1.200.3",
                    },
                },
                _asBrowsersWrite
            );
            clean += QuickLook.IsClean(Stored(json).Span) ? 1 : 0;
        }

        clean.ShouldBe(all);
    }

    private static ReadOnlyMemory<byte> Stored(JsonElement json)
    {
        var privacy = ProjectPrivacy.Default;
        var steps = new IngestSteps(new CountryLookup(null), _ => privacy, (_, _, _) => { }, new CookielessSalts(TimeProvider.System));
        var facts = new RequestFacts(new ProjectId(1), DateTimeOffset.UnixEpoch.AddYears(56), null, null, null);
        return steps.Run(json, facts).Event.ShouldNotBeNull().Properties;
    }
}
