using System.Buffers.Binary;

namespace Cairn.Sample;

/// <summary>The writing half: an event is begun, given properties one by one, and ended.</summary>
public sealed partial class EventBatch
{
    // No event is longer: the longest support message has 300 bytes, an event around it 700.
    private const int MaxEventBytes = 4096;

    private Open _open;
    private int _propertiesEnd;
    private bool _first;

    /// <summary>Ids follow from this and from <see cref="NextIndex"/>.</summary>
    internal ulong Fingerprint { get; init; }

    /// <summary>Number of events written so far over the whole history.</summary>
    internal long NextIndex { get; private set; }

    /// <summary>Events at or after this are written to nowhere. Milliseconds since 1970.</summary>
    internal long End { get; init; } = long.MaxValue;

    /// <summary>Starts an event; properties follow, then <see cref="Finish"/>.</summary>
    internal void Begin(
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> distinctId,
        long time,
        ReadOnlySpan<byte> session,
        ReadOnlySpan<byte> company
    )
    {
        Reserve(MaxEventBytes);
        var start = _length;
        Raw("{\"id\":\""u8);
        var id = Here();
        Id(time, SplitMix64.At(Fingerprint, (ulong)NextIndex));
        var idRange = id.._length;
        Raw("\",\"event\":\""u8);
        var nameStart = Here();
        Raw(name);
        var nameRange = nameStart.._length;
        Raw("\",\"distinct_id\":\""u8);
        var distinctStart = Here();
        Raw(distinctId);
        var distinctRange = distinctStart.._length;
        Raw("\",\"timestamp\":\""u8);
        Timestamp(time);
        if (!session.IsEmpty)
        {
            Raw("\",\"session_id\":\""u8);
            Raw(session);
        }
        if (!company.IsEmpty)
        {
            Raw("\",\"groups\":{\"company\":\""u8);
            Raw(company);
            Raw("\"},\"properties\":{"u8);
        }
        else
            Raw("\",\"properties\":{"u8);
        _open = new(start, idRange, nameRange, distinctRange, _length - 1, time);
        _propertiesEnd = 0;
        _first = true;
    }

    internal void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        Key(key);
        Raw((byte)'"');
        Raw(text);
        Raw((byte)'"');
    }

    internal void Add(ReadOnlySpan<byte> key, Json text) => Add(key, text.Utf8);

    internal void Add(ReadOnlySpan<byte> key, long value)
    {
        Key(key);
        Number(value);
    }

    internal void Add(ReadOnlySpan<byte> key, bool value)
    {
        Key(key);
        Raw(value ? "true"u8 : "false"u8);
    }

    /// <summary>A decimal number: <paramref name="value"/> divided by 10^<paramref name="decimals"/>, not negative, without trailing doubt.</summary>
    internal void AddDecimal(ReadOnlySpan<byte> key, long value, int decimals)
    {
        Key(key);
        Span<byte> digits = stackalloc byte[24];
        var at = digits.Length;
        for (var place = 0; value > 0 || place <= decimals; place++, value /= 10)
        {
            if (place == decimals && place > 0)
                digits[--at] = (byte)'.';
            digits[--at] = (byte)('0' + value % 10);
        }
        Raw(digits[at..]);
    }

    /// <summary>A text property put together from pieces.</summary>
    internal void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default)
    {
        Key(key);
        Raw((byte)'"');
        Raw(first);
        Raw(second);
        Raw(third);
        Raw((byte)'"');
    }

    /// <summary>Ends the properties and starts an object beside them, such as <c>set</c>.</summary>
    internal void Then(ReadOnlySpan<byte> name)
    {
        Raw((byte)'}');
        if (_propertiesEnd == 0)
            _propertiesEnd = _length;
        Raw(",\""u8);
        Raw(name);
        Raw("\":{"u8);
        _first = true;
    }

    /// <summary>An object inside the present one; closed by <see cref="Up"/>.</summary>
    internal void Down(ReadOnlySpan<byte> key)
    {
        Key(key);
        Raw((byte)'{');
        _first = true;
    }

    internal void Up()
    {
        Raw((byte)'}');
        _first = false;
    }

    /// <summary>Ends the event. One that lies behind the end of the history is forgotten.</summary>
    internal void Finish()
    {
        Raw((byte)'}');
        var propertiesEnd = _propertiesEnd == 0 ? _length : _propertiesEnd;
        Raw((byte)'}');
        if (_open.Time >= End)
        {
            _length = _open.Start;
            return;
        }
        NextIndex++;
        _events.Add(new(_open.Start.._length, _open.Id, _open.Name, _open.DistinctId, _open.Properties..propertiesEnd, _open.Time));
    }

    private int Here() => _length;

    private void Key(ReadOnlySpan<byte> key)
    {
        if (_first)
            _first = false;
        else
            Raw((byte)',');
        Raw((byte)'"');
        Raw(key);
        Raw("\":"u8);
    }

    /// <summary>A version 7 UUID (RFC 9562): the time in milliseconds, then 64 bits of the event's own and ten zero bits. The 64 bits come
    /// from a bijection of the event's index, so no two events of a history share an id.</summary>
    private void Id(long time, ulong own)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, time << 16);
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | (own >> 52)));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], 0x8000_0000_0000_0000 | ((own & 0xF_FFFF_FFFF_FFFF) << 10));
        var hex = "0123456789abcdef"u8;
        for (var i = 0; i < 16; i++)
        {
            if (i is 4 or 6 or 8 or 10)
                Raw((byte)'-');
            Raw(hex[id[i] >> 4]);
            Raw(hex[id[i] & 15]);
        }
    }

    private long _day = long.MinValue;
    private readonly byte[] _date = new byte[11];

    private void Timestamp(long time)
    {
        var day = time / 86_400_000;
        if (day != _day)
        {
            DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.TryFormat(_date, out _, "yyyy-MM-ddT");
            _day = day;
        }
        Raw(_date);
        var milliseconds = (int)(time % 86_400_000);
        Two(milliseconds / 3_600_000);
        Raw((byte)':');
        Two(milliseconds / 60_000 % 60);
        Raw((byte)':');
        Two(milliseconds / 1000 % 60);
        Raw((byte)'.');
        Raw((byte)('0' + milliseconds / 100 % 10));
        Two(milliseconds % 100);
        Raw((byte)'Z');
    }

    private void Two(int value)
    {
        Raw((byte)('0' + value / 10));
        Raw((byte)('0' + value % 10));
    }

    private readonly record struct Open(int Start, Range Id, Range Name, Range DistinctId, int Properties, long Time);
}
