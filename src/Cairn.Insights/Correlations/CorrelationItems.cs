namespace Cairn.Insights.Correlations;

/// <summary>Something that a person did or has.</summary>
internal sealed record Trait(string Type, string? Event, string? Property, string? Value, ContingencyTable Table);

/// <summary>From tables to the answer's items. Pure.</summary>
internal static class CorrelationItems
{
    public static IReadOnlyList<CorrelationItem> Of(IReadOnlyList<Trait> traits, bool isEnough)
    {
        var pValues = traits.Select(t => t.Table.PValue).ToArray();
        var adjusted = ContingencyTable.Adjust(pValues);
        var items = traits.Select((t, i) => Item(t, pValues[i], adjusted[i], isEnough));
        return
        [
            .. items
                .OrderByDescending(i => i.IsSignificant)
                .ThenBy(i => i.TooFew)
                .ThenByDescending(i => Math.Abs(Math.Log(i.OddsRatio)))
                .ThenBy(i => i.Event ?? i.Property, StringComparer.Ordinal)
                .ThenBy(i => i.Value, StringComparer.Ordinal),
        ];
    }

    private static CorrelationItem Item(Trait trait, double pValue, double adjusted, bool isEnough)
    {
        var table = trait.Table;
        var tooFew = !isEnough || table.SmallestExpected < CorrelationSpec.LeastExpected;
        return new CorrelationItem(
            trait.Type,
            trait.Event,
            trait.Property,
            trait.Value,
            table.SuccessWith,
            table.FailureWith,
            table.OddsRatio,
            table.Confidence.Low,
            table.Confidence.High,
            pValue,
            adjusted,
            !tooFew && adjusted < CorrelationSpec.Level,
            tooFew,
            table.OddsRatio >= 1 ? "success" : "failure"
        );
    }
}
