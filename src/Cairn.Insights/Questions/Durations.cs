namespace Cairn.Insights.Questions;

/// <summary>Arithmetic over durations.</summary>
internal static class Durations
{
    /// <summary>The median in seconds, of an even number the mean of the middle two. At least one must be there. Sorts them.</summary>
    public static double MedianSeconds(List<long> milliseconds)
    {
        milliseconds.Sort();
        var (low, high) = (milliseconds[(milliseconds.Count - 1) / 2], milliseconds[milliseconds.Count / 2]);
        return (low + high) / 2.0 / 1000.0;
    }
}
