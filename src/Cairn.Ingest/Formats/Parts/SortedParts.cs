using Cairn.Events;

namespace Cairn.Ingest.Formats.Parts;

/// <summary>What one request brings: whole events, new parts with those that waited for them, and parts that come too late or again.</summary>
internal sealed class SortedParts
{
    /// <param name="isKnown">Null: the part is new. True: its event is stored. False: the part itself was taken before.</param>
    public SortedParts(
        IReadOnlyList<Event> events,
        IReadOnlyList<PartFacts?> parts,
        IReadOnlyDictionary<(ProjectId, Guid), WaitingParts> waiting,
        Func<Part, bool?> isKnown
    )
    {
        IsRepeat = new bool[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            if (parts[i] is not { } facts)
            {
                Whole.Add(i);
                continue;
            }

            var part = new Part(events[i], facts);
            if (isKnown(part) is { } isLate)
            {
                IsRepeat[i] = true;
                Late += isLate ? 1 : 0;
                continue;
            }

            New.Add(part);
            var key = (part.Event.Project, part.Event.Id);
            if (!Touched.TryGetValue(key, out var all))
                Touched[key] = all = waiting.TryGetValue(key, out var before) ? [.. before.Parts] : [];
            all.Add(part);
        }
    }

    /// <summary>Of each event.</summary>
    public bool[] IsRepeat { get; }

    /// <summary>Indexes of events that are no parts.</summary>
    public List<int> Whole { get; } = [];

    /// <summary>In the order of the request.</summary>
    public List<Part> New { get; } = [];

    /// <summary>By event: all its parts so far.</summary>
    public Dictionary<(ProjectId, Guid), List<Part>> Touched { get; } = [];

    /// <summary>How many came after their event was stored.</summary>
    public int Late { get; }
}
