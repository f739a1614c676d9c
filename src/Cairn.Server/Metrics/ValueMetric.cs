namespace Cairn.Server.Metrics;

/// <summary>How a value metric takes a measurement.</summary>
internal enum Taking
{
    /// <summary>The measurement is added: counters and up-down counters.</summary>
    Adds,

    /// <summary>The measurement replaces: gauges.</summary>
    Replaces,
}

/// <summary>A counter or gauge. Lock-free.</summary>
internal sealed class ValueMetric(string name, string type, string help, Taking taking) : Metric<ValueMetric.Cell>(name, type, help)
{
    internal sealed class Cell
    {
        public double Value;
    }

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var cell = Find(tags);
        if (taking is Taking.Adds)
            Add(ref cell.Value, value);
        else
            Volatile.Write(ref cell.Value, value);
    }

    public override void WriteTo(PrometheusText text)
    {
        foreach (var (labels, cell) in Series)
            text.Sample(Name, labels, Volatile.Read(ref cell.Value));
    }

    protected override Cell NewSeries() => new();

    /// <summary>Exact for whole numbers up to 2^53.</summary>
    internal static void Add(ref double place, double value)
    {
        var seen = Volatile.Read(ref place);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref place, seen + value, seen);
            if (before.Equals(seen))
                return;
            seen = before;
        }
    }
}
