using System.Collections.Concurrent;

namespace Cairn.Server.Metrics;

/// <summary>One metric with its series, one per combination of tags. At most <see cref="MaxSeries"/> of them: what comes after counts together under
/// <c>overflow="true"</c>, so that no tag can fill the memory.</summary>
/// <param name="type">Prometheus's word: counter, gauge, histogram.</param>
internal abstract class Metric(string name, string type, string help)
{
    public const int MaxSeries = 1000;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public string Help { get; } = help;

    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Forgets the series, before observable instruments are asked anew.</summary>
    public abstract void Clear();

    public abstract void WriteTo(PrometheusText text);
}

/// <typeparam name="TSeries">What is kept per combination of tags.</typeparam>
internal abstract class Metric<TSeries>(string name, string type, string help) : Metric(name, type, help)
    where TSeries : class
{
    private const string Overflow = "overflow=\"true\"";

    /// <summary>By tags in the order they came in; several orders lead to one series.</summary>
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], TSeries> _byTags = new(Tags.Comparer);
    private readonly ConcurrentDictionary<string, TSeries> _byLabels = new(StringComparer.Ordinal);

    protected IEnumerable<KeyValuePair<string, TSeries>> Series => _byLabels.OrderBy(series => series.Key, StringComparer.Ordinal);

    public override void Clear()
    {
        _byTags.Clear();
        _byLabels.Clear();
    }

    protected abstract TSeries NewSeries();

    protected TSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var lookup = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        if (lookup.TryGetValue(tags, out var known))
            return known;
        if (_byTags.Count >= MaxSeries)
            return _byLabels.GetOrAdd(Overflow, static (_, metric) => metric.NewSeries(), this);
        var series = _byLabels.GetOrAdd(Tags.Labels(tags), static (_, metric) => metric.NewSeries(), this);
        lookup.TryAdd(tags, series);
        return series;
    }
}
