using System.Diagnostics.Metrics;
using Cairn.Events.Privacy;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest;

/// <summary>What ingest tells of itself, under the meter <c>Cairn.Ingest</c>.</summary>
public static class IngestMetrics
{
    private static readonly Meter _meter = new("Cairn.Ingest");

    private static readonly Counter<long> _events = _meter.CreateCounter<long>(
        "cairn_ingest_events",
        description: "Events by verdict: accepted, duplicate, or the reason of the refusal."
    );

    private static readonly Counter<long> _requests = _meter.CreateCounter<long>(
        "cairn_ingest_requests",
        description: "Ingest requests by HTTP status and wire format."
    );

    private static readonly Counter<long> _formatEvents = _meter.CreateCounter<long>(
        "cairn_format_events",
        description: "Events accepted in vendors' wire formats."
    );

    private static readonly Counter<long> _passedOver = _meter.CreateCounter<long>(
        "cairn_format_passed_over",
        description: "What vendors' clients sent that is no event here, by wire format and kind."
    );

    private static readonly Counter<long> _redactions = _meter.CreateCounter<long>(
        "cairn_ingest_redactions",
        description: "What was redacted before it was stored, by detector and action."
    );

    private static readonly Histogram<double> _commit = _meter.CreateHistogram<double>(
        "cairn_spool_commit_seconds",
        "s",
        "Time to write and flush one group of requests to the spool."
    );

    private static readonly Histogram<double> _insert = _meter.CreateHistogram<double>(
        "cairn_store_insert_seconds",
        "s",
        "Time to store one batch of events."
    );

    private static readonly Counter<long> _stored = _meter.CreateCounter<long>(
        "cairn_store_events",
        description: "Events written to the store."
    );

    private static readonly Counter<long> _deadLetters = _meter.CreateCounter<long>(
        "cairn_dead_letters",
        description: "Events the store refused for good."
    );

    private static readonly Counter<long> _mirrored = _meter.CreateCounter<long>(
        "cairn_mirror_requests",
        description: "Client requests that were to go to projects' old vendors, by outcome: sent, failed or dropped."
    );

    internal static void Accepted(int count) => _events.Add(count, new KeyValuePair<string, object?>("verdict", "accepted"));

    internal static void Duplicates(int count) => _events.Add(count, new KeyValuePair<string, object?>("verdict", "duplicate"));

    internal static void Rejected(DropReason reason) => _events.Add(1, new KeyValuePair<string, object?>("verdict", reason.Code()));

    internal static void Redacted(Detector detector, RedactionAction action) =>
        _redactions.Add(
            1,
            new KeyValuePair<string, object?>("detector", detector.Word()),
            new KeyValuePair<string, object?>("action", action.Word())
        );

    /// <param name="format">The wire format: cairn or a vendor's.</param>
    internal static void Request(int status, string format = "cairn") =>
        _requests.Add(1, new KeyValuePair<string, object?>("status", status), new KeyValuePair<string, object?>("format", format));

    internal static void Format(string format, int accepted, IReadOnlyDictionary<string, int> passedOver)
    {
        _formatEvents.Add(accepted, new KeyValuePair<string, object?>("format", format));
        foreach (var (kind, count) in passedOver)
            PassedOver(format, kind, count);
    }

    internal static void PassedOver(string format, string kind, int count)
    {
        if (count > 0)
            _passedOver.Add(count, new KeyValuePair<string, object?>("format", format), new KeyValuePair<string, object?>("kind", kind));
    }

    internal static void Commit(TimeSpan elapsed) => _commit.Record(elapsed.TotalSeconds);

    internal static void Stored(TimeSpan elapsed, int events)
    {
        _insert.Record(elapsed.TotalSeconds);
        _stored.Add(events);
    }

    internal static void Mirrored(string outcome, int requests) =>
        _mirrored.Add(requests, new KeyValuePair<string, object?>("outcome", outcome));

    internal static void ObserveMirrors(Func<long> waiting) =>
        _meter.CreateObservableGauge("cairn_mirror_waiting", waiting, description: "Client requests that wait for projects' old vendors.");

    internal static void DeadLetter() => _deadLetters.Add(1);

    internal static void ObserveParts(Func<int> kept) =>
        _meter.CreateObservableGauge("cairn_kept_parts", kept, description: "Events of traces that wait for the rest of them.");

    /// <summary>Bytes and seconds the store is behind.</summary>
    internal static void Observe(Func<long> backlogBytes, Func<double> backlogSeconds)
    {
        _meter.CreateObservableGauge(
            "cairn_spool_backlog_bytes",
            backlogBytes,
            "By",
            "Bytes of acknowledged events that wait for the store."
        );
        _meter.CreateObservableGauge(
            "cairn_spool_backlog_seconds",
            backlogSeconds,
            "s",
            "Age of the oldest acknowledged event that waits for the store."
        );
    }
}
