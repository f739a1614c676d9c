using System.Buffers;
using System.Buffers.Binary;
using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>What became of events that were handed to the spool.</summary>
/// <param name="IsRepeat">For each: the same project and client id were seen within the window, so it was left out.</param>
/// <param name="FirstSequence">Of the first that was not; the others follow it without gaps. 0 when all were repeats.</param>
public sealed record Appended(IReadOnlyList<bool> IsRepeat, ulong FirstSequence);

/// <summary>One request's events, encoded on the request's own thread, waiting for the disk.</summary>
internal sealed class Append
{
    public Append(IReadOnlyList<Event> events, bool skipRepeatCheck)
    {
        Events = new (UInt128, bool, byte[])[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            var hasKey = events[i].HasClientId && !skipRepeatCheck;
            Events[i] = (hasKey ? IdIndex.KeyOf(events[i].Project, events[i].Id) : default, hasKey, EventCodec.Encode(events[i]));
        }

        Bytes = Events.Sum(e => (long)e.Bytes.Length);
        IsRepeat = new bool[events.Count];
        ReceivedAt = events.Count > 0 ? events[0].ReceivedAt : default;
    }

    public (UInt128 Key, bool HasKey, byte[] Bytes)[] Events { get; }

    /// <summary>Of all its events.</summary>
    public long Bytes { get; }

    public bool[] IsRepeat { get; }

    /// <summary>Close the file behind it.</summary>
    public bool ThenSeal { get; init; }

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Of its first new event, once it is in a group.</summary>
    public ulong FirstSequence { get; set; }

    public TaskCompletionSource<Appended> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The records that are written and flushed together, one per request. Repeats are left out as they come in.</summary>
internal sealed class AppendGroup(IdIndex ids)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 20);
    private readonly List<UInt128> _keys = [];

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>New events in the group.</summary>
    public int Events { get; private set; }

    /// <summary>When the last of its requests was received.</summary>
    public DateTimeOffset Newest { get; private set; }

    /// <summary>Adds a request's new events as one record and marks its repeats.</summary>
    /// <param name="firstSequence">Of the group's first event.</param>
    public void Add(Append append, ulong firstSequence)
    {
        var keep = 0;
        var length = SpoolSegment.PayloadHeaderBytes;
        for (var i = 0; i < append.Events.Length; i++)
        {
            var (key, hasKey, bytes) = append.Events[i];
            append.IsRepeat[i] = hasKey && ids.Contains(key);
            if (append.IsRepeat[i])
                continue;
            keep++;
            length += 4 + bytes.Length;
            if (hasKey)
            {
                ids.Add(key);
                _keys.Add(key);
            }
        }

        if (keep == 0)
            return;
        append.FirstSequence = firstSequence + (ulong)Events;
        Write(append, append.FirstSequence, keep, length);
        Events += keep;
        if (append.ReceivedAt > Newest)
            Newest = append.ReceivedAt;
    }

    /// <summary>The group was not written: its ids may come again.</summary>
    public void Forget()
    {
        foreach (var key in _keys)
            ids.Remove(key);
    }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _keys.Clear();
        Events = 0;
        Newest = default;
    }

    private void Write(Append append, ulong sequence, int count, int length)
    {
        var record = _bytes.GetSpan(SpoolSegment.RecordHeaderBytes + length)[..(SpoolSegment.RecordHeaderBytes + length)];
        BinaryPrimitives.WriteInt32LittleEndian(record, length);
        var payload = record[SpoolSegment.RecordHeaderBytes..];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, sequence);
        BinaryPrimitives.WriteInt32LittleEndian(payload[8..], count);
        var at = SpoolSegment.PayloadHeaderBytes;
        for (var i = 0; i < append.Events.Length; i++)
        {
            if (append.IsRepeat[i])
                continue;
            var bytes = append.Events[i].Bytes;
            BinaryPrimitives.WriteInt32LittleEndian(payload[at..], bytes.Length);
            bytes.CopyTo(payload[(at + 4)..]);
            at += 4 + bytes.Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], SpoolSegment.Crc32C(payload));
        _bytes.Advance(record.Length);
    }
}
