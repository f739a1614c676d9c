using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Which label does an event get?</summary>
/// <param name="totals">Per series: its measure over the events of the range whose values are wanted.</param>
public sealed class OracleBreakdown(JsonNode breakdown, IReadOnlyList<Func<Func<Func<string, string, JsonValue?>, bool>, double>> totals)
{
    private List<string> _labels = [];
    private List<double> _edges = [];

    private int? Bins => breakdown["bins"]?.GetValue<int>();

    private JsonValue? Value(Func<string, string, JsonValue?> values) =>
        values(breakdown["property"]!.GetValue<string>(), breakdown["scope"]?.GetValue<string>() ?? "event");

    /// <summary>Finds the labels that stand alone.</summary>
    public void Rank(
        OraclePeriod period,
        Func<OraclePeriod, IEnumerable<(Happening Event, Func<string, string, JsonValue?> Values)>> matching
    )
    {
        var values = matching(period).Select(e => Value(e.Values)).OfType<JsonValue>().ToList();
        if (Bins is { } bins)
        {
            var numbers = values.Select(v => OracleFilter.Number(v)).OfType<double>().ToList();
            if (numbers.Count == 0)
                return;
            var (low, high) = (numbers.Min(), numbers.Max());
            _edges = [.. Enumerable.Range(0, bins).Select(i => low + ((high - low) * i / bins)).Append(high).Distinct()];
            if (_edges.Count == 1)
                _edges.Add(high);
            _labels = [.. _edges.SkipLast(1).Select((e, i) => $"[{Show(e)}, {Show(_edges[i + 1])}{(i == _edges.Count - 2 ? "]" : ")")}")];
            return;
        }

        var ranked = values.Select(OracleFilter.Text).Distinct().Order(StringComparer.Ordinal);
        var keyed = ranked.Select(text => (Text: text, Totals: totals.Select(t => t(v => IsText(v, text))).ToList())).ToList();
        keyed.Sort(
            (a, b) =>
            {
                for (var i = 0; i < a.Totals.Count; i++)
                    if (a.Totals[i] != b.Totals[i])
                        return b.Totals[i].CompareTo(a.Totals[i]);
                return string.CompareOrdinal(a.Text, b.Text);
            }
        );
        _labels = [.. keyed.Take(breakdown["limit"]?.GetValue<int>() ?? 25).Select(k => k.Text)];
    }

    public string Label(Func<string, string, JsonValue?> values)
    {
        var value = Value(values);
        if (Bins is null)
            return value is null ? "(none)"
                : _labels.Contains(OracleFilter.Text(value)) ? OracleFilter.Text(value)
                : "(other)";
        if (OracleFilter.Number(value) is not { } number)
            return "(none)";
        if (_edges.Count == 0 || number < _edges[0] || number > _edges[^1])
            return "(other)";
        var bin = _edges.FindLastIndex(e => e <= number);
        return _labels[Math.Min(bin, _labels.Count - 1)];
    }

    public int Place(string label) =>
        label == "(none)" ? 999_999
        : label == "(other)" ? 999_998
        : _labels.IndexOf(label);

    private bool IsText(Func<string, string, JsonValue?> values, string text) => Value(values) is { } v && OracleFilter.Text(v) == text;

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
