using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Trends;

/// <summary>A point of an answer.</summary>
/// <param name="Series">From 0.</param>
/// <param name="T">The bucket's start as the answer gives it; null: the whole range.</param>
/// <param name="Breakdown">A label per breakdown; empty without breakdowns.</param>
public sealed record TrendsPointRef(int Series, DateTimeOffset? T, IReadOnlyList<string> Breakdown)
{
    /// <summary>Reads <c>{ series, t?, breakdown? }</c>.</summary>
    public static TrendsPointRef Read(SpecNode node)
    {
        if (node.Object("series", "t", "breakdown") is not { } fields)
            return new TrendsPointRef(0, null, []);
        return new TrendsPointRef(
            fields["series"]?.Whole(0, 25) ?? 0,
            PointTime.Read(fields["t"]),
            [.. fields["breakdown"]?.List(0, 3).Select(b => b.Text(0, 8_000)) ?? []]
        );
    }
}
