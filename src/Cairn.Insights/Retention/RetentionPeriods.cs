namespace Cairn.Insights.Retention;

/// <summary>The periods after a cohort's own bucket, which is period 0. Each is so many buckets wide; they follow one another without gaps.</summary>
public sealed class RetentionPeriods
{
    private readonly int[] _periodOfOffset;
    private readonly int[] _lastOffset;

    /// <param name="widths">Buckets per period, from period 1 on; each at least 1.</param>
    public RetentionPeriods(IReadOnlyList<int> widths, bool areBrackets)
    {
        AreBrackets = areBrackets;
        _periodOfOffset = [0, .. widths.SelectMany((width, i) => Enumerable.Repeat(i + 1, width))];
        _lastOffset = new int[widths.Count + 1];
        for (var i = 0; i < widths.Count; i++)
            _lastOffset[i + 1] = _lastOffset[i] + widths[i];
    }

    /// <summary>Whether the question gave widths of its own.</summary>
    public bool AreBrackets { get; }

    /// <summary>Without period 0.</summary>
    public int Count => _lastOffset.Length - 1;

    /// <summary>Buckets after the cohort's own that any period reaches.</summary>
    public int Reach => _lastOffset[^1];

    /// <summary>The period of a bucket so many after the cohort's; 0..<see cref="Reach"/>.</summary>
    public int Of(int offset) => _periodOfOffset[offset];

    /// <summary>The last bucket of a period, counted from the cohort's.</summary>
    public int LastOffset(int period) => _lastOffset[period];

    /// <summary>The first bucket of a period, counted from the cohort's.</summary>
    public int FirstOffset(int period) => period == 0 ? 0 : _lastOffset[period - 1] + 1;
}
