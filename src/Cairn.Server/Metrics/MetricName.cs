using System.Diagnostics.Metrics;

namespace Cairn.Server.Metrics;

/// <summary>Names of instruments as Prometheus wants them: <c>cairn.spool.size</c> in <c>By</c> becomes <c>cairn_spool_size_bytes</c>, a counter
/// ends in <c>_total</c>.</summary>
internal static class MetricName
{
    public static string Of(Instrument instrument, bool isCounter)
    {
        var name = Clean(instrument.Name);
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "", // counts, e.g. {event}, and ratios
        };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;
        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Letters, digits and underscores; no digit first.</summary>
    public static string Clean(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
