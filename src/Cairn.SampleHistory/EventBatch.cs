using System.Buffers.Text;
using System.Text;

namespace Cairn.Sample;

/// <summary>Where one event lies in the bytes of an <see cref="EventBatch"/>.</summary>
/// <param name="Line">The whole event as one JSON object, without a line end.</param>
/// <param name="Name">The event's name, e.g. <c>$pageview</c>.</param>
/// <param name="DistinctId">Who sent it.</param>
/// <param name="Properties">The object behind <c>"properties":</c>.</param>
/// <param name="Time">Milliseconds since 1970.</param>
public readonly record struct EventSlice(Range Line, Range Id, Range Name, Range DistinctId, Range Properties, long Time);

/// <summary>The events of one session, written straight as UTF-8. One batch is filled again and again, so a history of any length needs the
/// memory of its longest session (some 20 KB).</summary>
public sealed partial class EventBatch
{
    private readonly List<EventSlice> _events = [];
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    /// <summary>The events, in order of time.</summary>
    public IReadOnlyList<EventSlice> Events => _events;

    /// <summary>The bytes behind a range of an event of this batch, valid until the batch is filled again.</summary>
    public ReadOnlySpan<byte> this[Range range] => _bytes.AsSpan(range);

    /// <summary>The same bytes as memory, for sending.</summary>
    public ReadOnlyMemory<byte> Memory(Range range) => _bytes.AsMemory(range);

    /// <summary>The text behind a range.</summary>
    public string Text(Range range) => Encoding.UTF8.GetString(this[range]);

    /// <summary>The person who signed up in this session; null in most.</summary>
    public NewUser? SignedUp { get; internal set; }

    /// <summary>What the session is called and how its visitor came.</summary>
    public SessionInfo Session { get; internal set; }

    /// <summary>Takes in an event from elsewhere: one that comes late, or a second time.</summary>
    internal void AddCopy(byte[] bytes, EventSlice slice)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes, _length);
        var shift = _length;
        _length += bytes.Length;
        Range Moved(Range range) => (range.Start.Value + shift)..(range.End.Value + shift);
        _events.Add(
            new(Moved(slice.Line), Moved(slice.Id), Moved(slice.Name), Moved(slice.DistinctId), Moved(slice.Properties), slice.Time)
        );
    }

    /// <summary>Copies an event out, with ranges that count from its own first byte.</summary>
    internal (byte[] Bytes, EventSlice Slice) CopyOut(EventSlice slice)
    {
        var start = slice.Line.Start.Value;
        Range Moved(Range range) => (range.Start.Value - start)..(range.End.Value - start);
        return (
            this[slice.Line].ToArray(),
            new(Moved(slice.Line), Moved(slice.Id), Moved(slice.Name), Moved(slice.DistinctId), Moved(slice.Properties), slice.Time)
        );
    }

    internal void Clear()
    {
        _events.Clear();
        _length = 0;
        SignedUp = null;
    }

    internal void RemoveAt(int index) => _events.RemoveAt(index);

    /// <summary>Takes back events beyond the <paramref name="total"/> of the history.</summary>
    internal void Limit(long total)
    {
        if (NextIndex <= total)
            return;
        var surplus = (int)(NextIndex - total);
        _events.RemoveRange(_events.Count - surplus, surplus);
        NextIndex = total;
    }

    private void Reserve(int bytes)
    {
        if (_bytes.Length - _length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
    }

    private void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    private void Raw(byte character) => _bytes[_length++] = character;

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written);
        _length += written;
    }
}

/// <summary>Somebody who signed up.</summary>
public readonly record struct NewUser(
    string DistinctId,
    string AnonymousId,
    string Email,
    string Name,
    string Company,
    string Country,
    string Channel,
    long SignedUpAt
);

/// <summary>One session. <paramref name="Device"/> is Desktop, Mobile or Tablet.</summary>
public readonly record struct SessionInfo(string Id, string Channel, string Device, string Country);
