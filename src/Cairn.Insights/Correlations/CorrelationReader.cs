using Cairn.Insights.Funnels;
using Cairn.Insights.Retention;
using Cairn.Query.Filters;
using Cairn.Query.Sequences;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Correlations;

/// <summary>Reads <c>{ kind, funnel }</c> or <c>{ kind, retention }</c>.</summary>
public static class CorrelationReader
{
    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static CorrelationSpec? Read(SpecNode body)
    {
        if (body.Object("kind", "funnel", "retention") is not { } fields)
            return null;
        if (fields["funnel"] is { } both && fields["retention"] is not null)
            both.Fault("unexpected_value", "Either funnel or retention, not both.");
        if (fields["retention"] is { } retention)
            return Retention(retention);
        if (fields.Required("funnel") is not { } node || FunnelReader.Read(node) is not { } funnel)
            return null;
        if (funnel.Breakdowns.Count > 0)
            node.Fault("unexpected_value", "The funnel of a correlation has no breakdowns.");
        if (funnel.By.Kind != EntityKind.Person)
            node.Fault("unexpected_value", "The funnel of a correlation counts persons: leave by out.");
        return body.Errors.Any ? null : new CorrelationSpec.OfFunnel(funnel);
    }

    private static CorrelationSpec.OfRetention? Retention(SpecNode node)
    {
        if (node.Object("kind", "range", "filter", "start", "return", "interval", "periods", "mode") is not { } fields)
            return null;
        var range = fields.Required("range") is { } r ? RangeReader.Read(r) : null;
        var spec = new CorrelationSpec.OfRetention(
            range!,
            Selector.Read(fields.Required("start")),
            Selector.Read(fields.Required("return")),
            fields.Required("interval")?.Word(RetentionReader.Intervals) ?? Interval.Day,
            fields.Required("periods")?.Whole(1, 1_000) ?? 1,
            fields["mode"]?.Word(RetentionReader.Modes) ?? false,
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null
        );
        return node.Errors.Any ? null : spec;
    }
}
