namespace Cairn.Ingest.Formats.Parts;

/// <summary>Parts of one event that wait for the rest.</summary>
/// <param name="Since">When the first was received.</param>
/// <param name="FirstSequence">Of the first in the log.</param>
internal sealed record WaitingParts(IReadOnlyList<Part> Parts, DateTimeOffset Since, ulong FirstSequence)
{
    public long Bytes => Parts.Sum(p => (long)p.Event.Properties.Length + 512);
}

/// <summary>The last so many things that were said, for telling whether one is said again. Not for many threads.</summary>
internal sealed class LastSaid<T>(int most)
    where T : notnull
{
    private readonly HashSet<T> _all = [];
    private readonly Queue<T> _order = [];

    public bool Contains(T thing) => _all.Contains(thing);

    public void Add(T thing)
    {
        if (!_all.Add(thing))
            return;
        _order.Enqueue(thing);
        if (_order.Count > most)
            _all.Remove(_order.Dequeue());
    }
}
