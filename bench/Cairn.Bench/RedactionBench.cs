using System.Diagnostics;
using System.Text.Json;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Steps;

namespace Cairn.Bench;

/// <summary>What does redaction cost an event on its way through the steps? One thread, no I/O; parsing the body is not part of it.</summary>
internal sealed class RedactionBench(BenchOptions options)
{
    private const int Events = 100_000;

    private static readonly (string Name, string Json)[] _events =
    [
        (
            "event of 275 bytes",
            """{"id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","event":"purchase","distinct_id":"user_123456","timestamp":"2026-11-20T10:00:00.123Z","properties":{"amount":99.99,"currency":"EUR","product_id":"prod_1","plan":"pro","country":"DE","coupon":"SPRING26","items":3,"first":false}}"""
        ),
        (
            "page view of 900 bytes",
            """{"id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","event":"$pageview","distinct_id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e60","timestamp":"2026-11-20T10:00:00.123Z","session_id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e61","properties":{"$current_url":"https://shop.example/products/blue-shoes?utm_source=news&utm_medium=email&utm_campaign=fall","$referrer":"https://www.google.com/search","title":"Blue shoes in every size","$user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36","screen_width":1920,"screen_height":1080,"language":"de-DE","$lib":"web","$lib_version":"1.200.3","viewport":"1903x969","theme":"dark","product_id":"prod_4711","price":79.95,"currency":"EUR","in_stock":true,"variant":"42","experiment":"checkout-b","load_ms":412}}"""
        ),
    ];

    public Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var (name, json) in _events)
        {
            var off = Steps(RedactionWords.Detectors.ToDictionary(d => d, _ => RedactionAction.Off));
            var standard = Steps(new Dictionary<Detector, RedactionAction>(RedactionPolicy.Default.Actions));
            var all = Steps(RedactionWords.Detectors.ToDictionary(d => d, _ => RedactionAction.Hash));
            using var document = JsonDocument.Parse(json);
            var runs = new List<(double Off, double Default, double All)>();
            for (var i = 0; i <= options.Runs; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var run = (Nanoseconds(off, document), Nanoseconds(standard, document), Nanoseconds(all, document));
                if (i > 0)
                    runs.Add(run); // the first warms up
            }

            figures.Add(new($"steps without redaction, {name}", "ns", [.. runs.Select(r => r.Off)], "", "one thread"));
            figures.Add(new($"the default policy adds, {name}", "ns", [.. runs.Select(r => r.Default - r.Off)], "", ""));
            figures.Add(new($"every detector adds, {name}", "ns", [.. runs.Select(r => r.All - r.Off)], "", ""));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    private static double Nanoseconds(IngestSteps steps, JsonDocument document)
    {
        var facts = new RequestFacts(new ProjectId(1), new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), null, null, null);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Events; i++)
            steps.Run(document.RootElement, facts);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Events;
    }

    private static IngestSteps Steps(Dictionary<Detector, RedactionAction> actions)
    {
        var privacy = new ProjectPrivacy(new RedactionPolicy(actions, false, [], []), ConsentPolicy.Default, new byte[32]);
        return new IngestSteps(new CountryLookup(null), _ => privacy, (_, _, _) => { }, new CookielessSalts(TimeProvider.System));
    }
}
