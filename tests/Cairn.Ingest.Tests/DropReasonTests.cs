using System.Diagnostics.Metrics;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Tests;

public sealed class DropReasonTests
{
    [Fact]
    public void Every_reason_has_a_code_of_its_own()
    {
        var codes = Enum.GetValues<DropReason>().Select(r => r.Code()).ToList();

        codes.ShouldBeUnique();
        codes.ShouldAllBe(c => c.All(l => l == '_' || char.IsAsciiLetterLower(l) || char.IsAsciiDigit(l)));
    }

    [Fact]
    public void Every_reason_is_counted_under_its_code()
    {
        var counted = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "cairn_ingest_events")
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                lock (counted)
                    counted.Add((string)tags[0].Value!);
            }
        );
        listener.Start();

        foreach (var reason in Enum.GetValues<DropReason>())
            IngestMetrics.Rejected(reason);
        IngestMetrics.Accepted(1);
        IngestMetrics.Duplicates(1);

        lock (counted)
            Enum.GetValues<DropReason>().Select(r => r.Code()).Concat(["accepted", "duplicate"]).ShouldBeSubsetOf(counted);
    }
}
