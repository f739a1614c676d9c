namespace Cairn.Insights.Trends;

/// <summary>Which rules decided an answer's numbers, as sentences for <c>meta.semantics</c>. In full: <c>docs/semantics/trends.md</c>.</summary>
internal static class TrendsSemantics
{
    public static IReadOnlyList<string> Of(TrendsSpec spec)
    {
        var measures = spec.Series.Select(s => s.Measure).ToHashSet();
        var rules = new List<string> { "The range is half open; days are calendar days of its time zone; empty buckets are 0." };
        if (spec.Series.Any(s => s.Selector.Event is null))
            rules.Add("Any event passes over $identify, $alias, $set, $group and $engagement.");
        if (measures.Any(m => m is Measure.Persons or Measure.Dau or Measure.Wau or Measure.Mau or Measure.PerPerson))
            rules.Add("Persons are exact and counted after merges, also for events sent before them.");
        if (!spec.Cumulative && measures.Any(m => m.TrailingDays() is not null))
            rules.Add("dau, wau and mau look at the last 1, 7 and 30 days, or at the bucket if longer, ending where the bucket ends.");
        if (measures.Contains(Measure.Sessions))
            rules.Add("Sessions are the client's own, else runs of a person's events with gaps under 30 minutes inside the range.");
        if (measures.Any(m => m.Level() is not null))
            rules.Add("Quantiles are exact, interpolated between the two nearest values.");
        rules.Add("The total is the measure over the whole range, not a sum of points; for wau and mau it is the last point.");
        if (spec.Breakdowns.Count > 0)
            rules.Add("Values are ranked by the first series' total; the rest is \"(other)\", absent ones are \"(none)\".");
        if (spec.Formula is not null)
            rules.Add("A division by zero is null.");
        return rules;
    }
}
