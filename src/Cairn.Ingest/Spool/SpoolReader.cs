using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>Reads the spool in order, a batch at a time. For one caller.</summary>
/// <param name="damaged">Told the file and offset when a sealed segment holds bytes that are no sound record (a failing disk); reading goes on in the next
/// segment.</param>
public sealed class SpoolReader(EventSpool spool, Action<string, long> damaged) : IDisposable
{
    private SpoolSegment? _segment;

    /// <summary>Behind the last record read.</summary>
    public SpoolPosition Position { get; private set; }

    /// <summary>Goes to the first record that holds <paramref name="sequence"/> or a later one.</summary>
    public void Seek(ulong sequence)
    {
        var segments = spool.Segments;
        var first = segments.LastOrDefault(s => s <= sequence, segments[0]);
        Open(new SpoolPosition(first, SpoolSegment.HeaderBytes));
        while (Peek() is { } record && record.FirstSequence + (ulong)record.Count <= sequence)
            Position = Position with { Offset = record.End };
    }

    /// <summary>The next events, at most about <paramref name="maxEvents"/> and <paramref name="maxBytes"/> (a record is never split), none when everything durable is read.</summary>
    public IReadOnlyList<SequencedEvent> Read(int maxEvents, long maxBytes)
    {
        var batch = new List<SequencedEvent>();
        long bytes = 0;
        while (batch.Count < maxEvents && bytes < maxBytes && Peek() is { } record)
        {
            var sequence = record.FirstSequence;
            foreach (var e in record.Events())
                batch.Add(new SequencedEvent(sequence++, EventCodec.Decode(e)));
            bytes += record.Payload.Length;
            Position = Position with { Offset = record.End };
        }

        return batch;
    }

    public void Dispose() => _segment?.Dispose();

    private SpoolRecord? Peek()
    {
        while (true)
        {
            var end = spool.End;
            if (Position == end)
                return null;
            var limit = Position.Segment == end.Segment ? end.Offset : RandomAccess.GetLength(_segment!.File);
            if (_segment!.ReadRecord(Position.Offset, limit) is { } record)
                return record;
            if (Position.Segment == end.Segment)
                throw new InvalidDataException(
                    $"The spool is damaged: {_segment.Path} has no sound record at byte {Position.Offset}, though one was written there."
                );
            var next = spool.Segments.FirstOrDefault(s => s > Position.Segment);
            if (Position.Offset < limit)
                damaged(_segment.Path, Position.Offset);
            Open(new SpoolPosition(next, SpoolSegment.HeaderBytes));
        }
    }

    private void Open(SpoolPosition position)
    {
        _segment?.Dispose();
        _segment = SpoolSegment.Open(SpoolSegment.PathOf(spool.Folder, position.Segment));
        Position = position;
    }
}
