using System.Globalization;

namespace Cairn.Server.Metrics;

/// <summary>A histogram with fixed buckets. Lock-free; a scrape may see a measurement in its bucket and not yet in the sum.</summary>
/// <param name="bounds">Upper bounds, closed, ascending; the last bucket, to infinity, comes on top.</param>
internal sealed class HistogramMetric(string name, string help, double[] bounds) : Metric<HistogramMetric.Buckets>(name, "histogram", help)
{
    /// <summary>For seconds: 1 ms to 30 s.</summary>
    public static double[] SecondBounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>For everything else: powers of ten.</summary>
    public static double[] OtherBounds { get; } = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    private readonly string[] _bounds = [.. bounds.Select(b => b.ToString("R", CultureInfo.InvariantCulture)), "+Inf"];

    internal sealed class Buckets(int count)
    {
        public readonly long[] Counts = new long[count];
        public double Sum;
    }

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (double.IsNaN(value))
            return;
        var buckets = Find(tags);
        var at = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref buckets.Counts[at >= 0 ? at : ~at]);
        ValueMetric.Add(ref buckets.Sum, value);
    }

    public override void WriteTo(PrometheusText text)
    {
        foreach (var (labels, buckets) in Series)
        {
            var comma = labels.Length > 0 ? "," : "";
            long below = 0;
            for (var i = 0; i < _bounds.Length; i++)
            {
                below += Interlocked.Read(ref buckets.Counts[i]);
                text.Sample(Name + "_bucket", $"{labels}{comma}le=\"{_bounds[i]}\"", below);
            }
            text.Sample(Name + "_sum", labels, Volatile.Read(ref buckets.Sum));
            text.Sample(Name + "_count", labels, below);
        }
    }

    protected override Buckets NewSeries() => new(_bounds.Length);
}
