using Cairn.Insights.Questions;
using Cairn.Query.Filters;

namespace Cairn.Insights.Funnels;

/// <summary>From counts to the answer's numbers. Pure.</summary>
internal static class FunnelNumbers
{
    public static IReadOnlyList<FunnelStep> Steps(IReadOnlyList<Selector> steps, FunnelCounts counts) =>
        [
            .. steps.Select(
                (step, i) =>
                {
                    var (count, before) = (counts.Reached[i], counts.Reached[Math.Max(0, i - 1)]);
                    return new FunnelStep(
                        step.Label,
                        count,
                        Rate(count, before),
                        Rate(count, counts.Reached[0]),
                        before - count,
                        counts.Times[i].Count == 0 ? null : Durations.MedianSeconds(counts.Times[i]),
                        counts.Times[i].Count == 0 ? null : Mean(counts.Times[i])
                    );
                }
            ),
        ];

    public static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;

    /// <summary>Spans of equal whole seconds, as many as the cube root of the number of durations, rounded up, and at most 60 (the choice of PostHog); one
    /// more where the longest begins it.</summary>
    public static IReadOnlyList<FunnelSpan> Histogram(IReadOnlyList<long> milliseconds)
    {
        if (milliseconds.Count == 0)
            return [];
        var low = Math.Floor(milliseconds.Min() / 1000.0);
        var high = Math.Ceiling(milliseconds.Max() / 1000.0);
        var wanted = Math.Clamp(Math.Ceiling(Math.Cbrt(milliseconds.Count)), 1, 60);
        var width = Math.Max(1, Math.Ceiling((high - low) / wanted));
        var counts = new long[(int)Math.Floor(((milliseconds.Max() / 1000.0) - low) / width) + 1];
        foreach (var ms in milliseconds)
            counts[(int)Math.Floor(((ms / 1000.0) - low) / width)]++;
        return [.. counts.Select((count, i) => new FunnelSpan(low + (i * width), low + ((i + 1) * width), count))];
    }

    private static double Mean(List<long> milliseconds) => milliseconds.Sum() / 1000.0 / milliseconds.Count;
}
