namespace Cairn.Insights.Retention;

/// <summary>Which rules decided an answer's numbers, as sentences for <c>meta.semantics</c>. In full: <c>docs/semantics/retention.md</c>.</summary>
internal static class RetentionSemantics
{
    public static IReadOnlyList<string> Of(RetentionSpec spec)
    {
        var unit = spec.Interval.ToString().ToLowerInvariant();
        var rules = new List<string>
        {
            spec.Cohort switch
            {
                CohortRule.FirstEver =>
                    "A person, after merges, is in the cohort of their first ever start event, if it lies in the range; events before the range were looked at.",
                CohortRule.Recurring => $"A person, after merges, is in the cohort of every {unit} with a start event, once in each.",
                _ => "A person, after merges, is in the cohort of their first start event in the range, whatever they did before it.",
            },
            $"Cohorts and periods are calendar {unit}s of the time zone; period 0 is the cohort's own {unit} and counts everybody in it.",
            spec.OrAfter
                ? "On or after: a return counts for its period and every one before it; returns after the last period asked for do not count."
                : "On: a return counts for the period it lies in.",
            "Returns may lie after the range. A count is null until its period is over; the overall rate weighs cohorts by size and leaves those out. "
                + "The SQL reads the events, Cairn walks over them.",
        };
        if (spec.Periods.AreBrackets)
            rules.Add(
                $"Brackets are widths, as in PostHog: periods are the {unit}s {string.Join(", ", Enumerable.Range(1, spec.Periods.Count).Select(Span))} after the cohort's own; the field periods is not used."
            );
        if (spec.Breakdowns.Count > 0)
            rules.Add(
                "A person has the value of the start event that put them in the cohort; values are ranked by the persons with such an event in the range; the rest is \"(other)\", absent ones are \"(none)\"."
            );
        return rules;

        string Span(int period)
        {
            var (first, last) = (spec.Periods.FirstOffset(period), spec.Periods.LastOffset(period));
            return first == last ? $"{first}" : $"{first}–{last}";
        }
    }
}
