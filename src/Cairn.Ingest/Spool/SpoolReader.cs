using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>Reads the spool in order, a batch at a time. For one caller.</summary>
/// <param name="damaged">Told the file and offset when a segment holds bytes that are no sound record (a failing disk); reading goes on with the next
/// record that is sound.</param>
public sealed class SpoolReader(EventSpool spool, Action<string, long> damaged) : IDisposable
{
    private SpoolSegment? _segment;
    private ulong _next;

    /// <summary>Behind the last record read.</summary>
    public SpoolPosition Position { get; private set; }

    /// <summary>Goes to the first record that holds <paramref name="sequence"/> or a later one.</summary>
    public void Seek(ulong sequence)
    {
        var segments = spool.Segments;
        var first = segments.LastOrDefault(s => s <= sequence, segments[0]);
        Open(new SpoolPosition(first, SpoolSegment.HeaderBytes));
        while (Peek() is { } record && record.FirstSequence + (ulong)record.Count <= sequence)
            Pass(record);
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
            Pass(record);
        }

        return batch;
    }

    public void Dispose() => _segment?.Dispose();

    private void Pass(SpoolRecord record)
    {
        Position = Position with { Offset = record.End };
        _next = record.FirstSequence + (ulong)record.Count;
    }

    private SpoolRecord? Peek()
    {
        while (true)
        {
            var end = spool.End;
            if (Position == end)
                return null;
            var isOpen = Position.Segment == end.Segment;
            var limit = isOpen ? end.Offset : RandomAccess.GetLength(_segment!.File);
            if (_segment!.ReadRecord(Position.Offset, limit) is { } record)
                return record;
            if (Position.Offset < limit)
            {
                damaged(_segment.Path, Position.Offset);
                Position = Position with { Offset = _segment.FindRecord(Position.Offset, limit, _next)?.Offset ?? limit };
            }
            else
            {
                var next = spool.Segments.First(s => s > Position.Segment);
                Open(new SpoolPosition(next, SpoolSegment.HeaderBytes));
            }
        }
    }

    private void Open(SpoolPosition position)
    {
        _segment?.Dispose();
        var path = SpoolSegment.PathOf(spool.Folder, position.Segment);
        _segment = SpoolSegment.Open(path) ?? throw new InvalidDataException($"{path} is no file of the spool.");
        _next = position.Segment;
        Position = position;
    }
}
