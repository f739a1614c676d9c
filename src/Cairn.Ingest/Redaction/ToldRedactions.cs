using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>What an answer says of redactions. An answer about nothing redacted is as it was without redaction.</summary>
internal struct ToldRedactions
{
    private const int MostTold = 200;
    private List<RedactedProperty>? _told;
    private int _events;

    public void Add(int index, IReadOnlyList<Redaction> found)
    {
        if (found.Count == 0)
            return;
        _events++;
        _told ??= [];
        foreach (var redaction in found)
        {
            if (_told.Count < MostTold)
                _told.Add(new RedactedProperty(index, redaction.Property, redaction.Detector.Word()));
        }
    }

    public readonly IngestAnswer In(IngestAnswer answer) => _told is null ? answer : answer with { Redacted = _events, Redactions = _told };
}
