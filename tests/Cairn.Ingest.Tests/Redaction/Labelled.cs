using Cairn.Events.Privacy;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>The labelled strings.</summary>
internal static class Labelled
{
    public static List<Line> Lines() =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Redaction", "labelled.tsv"))
                .Where(l => !l.StartsWith('#'))
                .Select(l => l.Replace("¦", "", StringComparison.Ordinal).Split('\t'))
                .Select(f => new Line(RedactionWords.Detectors.Single(d => d.Word() == f[0]), f[1] == "+", f[2], f[3], f[4])),
        ];

    /// <param name="Gone">What must not be in the text afterwards; "=": all of it; empty: it must have changed.</param>
    internal sealed record Line(Detector Detector, bool IsPositive, string Property, string Text, string Gone)
    {
        public bool IsGone(string after) =>
            Gone switch
            {
                "" => after != Text,
                "=" => after == "[" + Detector.Word() + "]",
                _ when Gone == Text => after.Trim() == "[" + Detector.Word() + "]",
                _ => !after.Contains(Gone, StringComparison.Ordinal),
            };
    }
}
