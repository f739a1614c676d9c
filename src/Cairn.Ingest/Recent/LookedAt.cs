using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Recent;

/// <summary>What the last requests show of events: the first few of a request, and of these the names, not the values.</summary>
internal sealed class LookedAt
{
    private readonly List<(Event? Event, string? Name, Rejection? Rejection, bool Redacted)> _events = [];

    public void Add(SentEvent sent, StepsVerdict verdict)
    {
        if (_events.Count < RecentRequests.MostEvents)
            _events.Add((verdict.Event, verdict.Event is null ? NameOf(sent) : null, verdict.Rejection, verdict.Redactions.Count > 0));
    }

    /// <param name="isRepeat">Of the events that were kept, in order.</param>
    public IReadOnlyList<RecentEvent> Told(IReadOnlyList<bool> isRepeat)
    {
        var told = new List<RecentEvent>(_events.Count);
        var kept = 0;
        foreach (var (e, name, rejection, redacted) in _events)
            told.Add(
                e is null
                    ? new RecentEvent(rejection!.Reason.Code(), rejection.Message, name, null, null, null, [], Redacted: false)
                    : Accepted(e, isRepeat[kept++] ? "duplicate" : "accepted", redacted)
            );
        return told;
    }

    private static RecentEvent Accepted(Event e, string verdict, bool redacted)
    {
        var (names, source) = NamesIn(e.Properties);
        return new RecentEvent(verdict, null, e.Name, source, e.DistinctId, e.Timestamp, names, redacted)
        {
            SessionId = e.SessionId.Length == 0 ? null : e.SessionId,
            Groups = [.. e.Groups.Select(g => g.Type)],
            PersonProperties = [.. NamesIn(e.Set).Names, .. NamesIn(e.SetOnce).Names],
        };
    }

    /// <summary>The names of a JSON object, without <c>$source_event</c>, whose text is told apart.</summary>
    private static (List<string> Names, string? Source) NamesIn(ReadOnlyMemory<byte> json)
    {
        var names = new List<string>();
        string? source = null;
        if (json.IsEmpty)
            return (names, source);
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSource = reader.ValueTextEquals("$source_event"u8);
            if (!isSource)
                names.Add(reader.GetString()!);
            reader.Read();
            if (isSource && reader.TokenType == JsonTokenType.String)
                source = reader.GetString();
            reader.Skip();
        }

        return (names, source);
    }

    private static string? NameOf(SentEvent sent) =>
        sent.Json.ValueKind == JsonValueKind.Object
        && sent.Json.TryGetProperty("event", out var name)
        && name.ValueKind == JsonValueKind.String
        && FieldSteps.Text(name) is { Length: <= 200 } text
            ? text
            : null;
}
