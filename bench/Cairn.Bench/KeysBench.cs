using System.Diagnostics;
using Cairn.Events;

namespace Cairn.Bench;

/// <summary>What the bindings of a key cost on the way of an event, each look-up alone.</summary>
internal sealed class KeysBench(BenchOptions options)
{
    private const int Calls = 5_000_000;

    public Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var origins = new AllowedOrigins(
            ["https://shop.example.com", "https://www.example.com", "https://*.example.org"],
            allowNone: false
        );
        var events = new AllowedEvents(["$pageview", "$pageleave", "$identify", "signed_up", "purchase", "checkout_*"]);
        var buckets = new RateBuckets<Guid>(TimeProvider.System);
        var (key, policy) = (Guid.NewGuid(), new RatePolicy("events", int.MaxValue, TimeSpan.FromSeconds(1)));
        IReadOnlyList<Figure> figures =
        [
            Measure("origin, written out", () => origins.Allows("https://shop.example.com"), cancellationToken),
            Measure("origin, below a wildcard", () => origins.Allows("https://a.example.org"), cancellationToken),
            Measure("origin, refused", () => origins.Allows("https://elsewhere.example.net"), cancellationToken),
            Measure("event name, written out", () => events.Allows("purchase"), cancellationToken),
            Measure("event name, by its beginning", () => events.Allows("checkout_paid"), cancellationToken),
            Measure("rate, one bucket", () => buckets.Take(key, policy, 1).Wait is null, cancellationToken),
        ];
        return Task.FromResult(figures);
    }

    private Figure Measure(string name, Func<bool> check, CancellationToken cancellationToken)
    {
        var runs = new List<double>();
        for (var run = -1; run < options.Runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (start, passed) = (Stopwatch.GetTimestamp(), 0);
            for (var i = 0; i < Calls; i++)
                passed += check() ? 1 : 0;
            GC.KeepAlive(passed);
            if (run >= 0) // the first warms up
                runs.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        }
        return new(name, "ns", runs);
    }
}
