using System.Text.Json;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Steps;

namespace Cairn.Bench;

/// <summary>What does redaction cost an event on its way through the steps? One thread, no I/O; parsing the body is not part of it. Counted is the processor time of the process, garbage
/// collection included, which other work on the machine lengthens less than the time on the clock. Policies take turns in short slices, so that what disturbs one disturbs all.</summary>
internal sealed class RedactionBench(BenchOptions options)
{
    private const int Slices = 20;
    private const int EventsPerSlice = 5_000;

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
        (
            "the same with encoded parameters and a name that is not English",
            """{"id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","event":"$pageview","distinct_id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e60","timestamp":"2026-11-20T10:00:00.123Z","session_id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e61","properties":{"$current_url":"https://shop.example/search?q=blue%20shoes+size%2042&utm_source=news&utm_medium=email&utm_campaign=fall+sale","$referrer":"https://www.google.com/search?q=schuhe+gr%C3%B6%C3%9Fe","title":"Blaue Schuhe in jeder Gr\u00F6\u00DFe","$user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36","screen_width":1920,"screen_height":1080,"language":"de-DE","$lib":"web","$lib_version":"1.200.3","viewport":"1903x969","theme":"dark","product_id":"prod_4711","price":79.95,"currency":"EUR","in_stock":true,"variant":"42","experiment":"checkout-b","load_ms":412}}"""
        ),
        (
            "the same with a card number and a token",
            """{"id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","event":"$pageview","distinct_id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e60","timestamp":"2026-11-20T10:00:00.123Z","session_id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e61","properties":{"$current_url":"https://shop.example/products/blue-shoes?utm_source=news&utm_medium=email&token=abcdef","$referrer":"https://www.google.com/search","title":"Paid with 4111 1111 1111 1111","$user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36","screen_width":1920,"screen_height":1080,"language":"de-DE","$lib":"web","$lib_version":"1.200.3","viewport":"1903x969","theme":"dark","product_id":"prod_4711","price":79.95,"currency":"EUR","in_stock":true,"variant":"42","experiment":"checkout-b","load_ms":412}}"""
        ),
    ];

    public Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var (name, json) in _events)
        {
            IngestSteps[] policies =
            [
                Steps(RedactionWords.Detectors.ToDictionary(d => d, _ => RedactionAction.Off)),
                Steps(new Dictionary<Detector, RedactionAction>(RedactionPolicy.Default.Actions)),
                Steps(RedactionWords.Detectors.ToDictionary(d => d, _ => RedactionAction.Hash)),
            ];
            using var document = JsonDocument.Parse(json);
            var runs = new List<double[]>();
            for (var i = 0; i <= options.Runs; i++)
            {
                var run = Run(policies, document, cancellationToken);
                if (i > 0)
                    runs.Add(run); // the first warms up
            }

            figures.Add(new($"steps without redaction, {name}", "ns", [.. runs.Select(r => r[0])], "", "one thread, processor time"));
            figures.Add(new($"with the default policy, {name}", "ns", [.. runs.Select(r => r[1])], "", ""));
            figures.Add(new($"with every detector, {name}", "ns", [.. runs.Select(r => r[2])], "", ""));
            figures.Add(new($"the default policy adds, {name}", "%", [.. runs.Select(r => 100 * ((r[1] / r[0]) - 1))], "< 10", ""));
            figures.Add(new($"every detector adds, {name}", "%", [.. runs.Select(r => 100 * ((r[2] / r[0]) - 1))], "", ""));
        }

        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    /// <returns>Nanoseconds an event, by policy.</returns>
    private static double[] Run(IngestSteps[] policies, JsonDocument document, CancellationToken cancellationToken)
    {
        var facts = new RequestFacts(new ProjectId(1), new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), null, null, null);
        var spent = new TimeSpan[policies.Length];
        for (var slice = 0; slice < Slices; slice++)
        for (var policy = 0; policy < policies.Length; policy++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < EventsPerSlice; i++)
                policies[policy].Run(document.RootElement, facts);
            spent[policy] += Environment.CpuUsage.TotalTime - before;
        }

        return [.. spent.Select(time => time.TotalNanoseconds / (Slices * EventsPerSlice))];
    }

    private static IngestSteps Steps(Dictionary<Detector, RedactionAction> actions)
    {
        var privacy = new ProjectPrivacy(new RedactionPolicy(actions, false, [], []), ConsentPolicy.Default, new byte[32]);
        return new IngestSteps(new CountryLookup(null), _ => privacy, (_, _, _) => { }, new CookielessSalts(TimeProvider.System));
    }
}
