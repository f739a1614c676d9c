namespace Cairn.Insights.Correlations;

/// <summary>Which rules decided an answer's numbers, as sentences for <c>meta.semantics</c>. In full: <c>docs/semantics/correlation.md</c>.</summary>
internal static class CorrelationSemantics
{
    public static IReadOnlyList<string> Of(CorrelationSpec spec) =>
        [
            spec is CorrelationSpec.OfFunnel
                ? "Success is every step of the funnel; whoever took the first and not all failed. Looked at is what they did between the first step and the last, or the window's end."
                : "Success is to be seen again in that period after the first start in the range; persons whose period is not over are left out. Looked at is what they did in their first period.",
            "Events that the funnel or the retention names are no traits; person properties are those of now.",
            "Odds ratios add one to every cell; intervals are 95 %; p-values are two-sided (Fisher's exact test up to 5,000 persons, chi-square beyond), adjusted by Benjamini and Hochberg.",
            $"Nothing is called significant with fewer than {CorrelationSpec.LeastPerSide} persons on a side, nor a trait where chance would put fewer than {CorrelationSpec.LeastExpected} into a cell. Association is no cause: an experiment tells.",
        ];
}
