using System.Globalization;
using System.Text.Json;
using Cairn.Events.Privacy;
using Xunit.Abstractions;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>Precision and recall of each detector, alone, over labelled strings: those it must find, and those that look alike and must stay. The figures are in docs/privacy/redaction.md.</summary>
public sealed class LabelledTests(ITestOutputHelper output)
{
    [Fact]
    public void There_are_at_least_500_strings() => Labelled.Lines().Count.ShouldBeGreaterThanOrEqualTo(500);

    [Theory]
    [InlineData(Detector.Email, 1, 1)]
    [InlineData(Detector.Phone, 0.95, 0.98)]
    [InlineData(Detector.Card, 1, 1)]
    [InlineData(Detector.Iban, 1, 1)]
    [InlineData(Detector.NationalId, 0.95, 0.98)]
    [InlineData(Detector.Ip, 0.95, 1)]
    [InlineData(Detector.Secret, 0.98, 0.98)]
    public void A_detector_finds_what_it_should_and_leaves_the_rest(Detector detector, double leastPrecision, double leastRecall)
    {
        var (found, missed, wrong, left) = (0, 0, 0, 0);
        foreach (var line in Labelled.Lines().Where(l => l.Detector == detector))
        {
            var properties = $$"""{{{JsonSerializer.Serialize(line.Property)}}:{{JsonSerializer.Serialize(line.Text)}}}""";
            var verdict = Policies.Run(Policies.Only(detector), "\"properties\":" + properties);
            var after = verdict.Event!.Property(line.Property) ?? "";
            var isHit = verdict.Redactions.Count > 0 && line.IsGone(after);
            if (line.IsPositive)
                (found, missed) = isHit ? (found + 1, missed) : (found, missed + 1);
            else
                (wrong, left) = verdict.Redactions.Count > 0 ? (wrong + 1, left) : (wrong, left + 1);
            if (line.IsPositive != (verdict.Redactions.Count > 0) || (line.IsPositive && !isHit))
                output.WriteLine($"{(line.IsPositive ? "missed" : "wrong")}: {line.Property} = {line.Text} -> {after}");
        }

        var precision = (double)found / (found + wrong);
        var recall = (double)found / (found + missed);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {detector.Word()} | {found + missed} | {wrong + left} | {precision:0.000} | {recall:0.000} |"
            )
        );
        precision.ShouldBeGreaterThanOrEqualTo(leastPrecision);
        recall.ShouldBeGreaterThanOrEqualTo(leastRecall);
    }
}
