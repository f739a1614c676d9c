using System.Buffers.Text;
using System.Text;

namespace Cairn.Harness;

/// <summary>A request to <c>POST /ingest/events</c> that is put together once; before each sending only the events' ids and distinct ids are written
/// anew in place. About 300 bytes per event.</summary>
/// <remarks>Ids are <c>rrrrrrrr-0000-7000-8000-ssssssssssss</c>: the run, then the event's number in the run, both hexadecimal; so the numbers
/// acknowledged can be compared with those in the table.</remarks>
public sealed class EventTemplate
{
    private const string Id = "RRRRRRRR-0000-7000-8000-SSSSSSSSSSSS";
    private const string Person = "user_PPPPPP";
    private readonly int[] _ids;
    private readonly int[] _persons;

    /// <param name="run">Different for every run.</param>
    /// <param name="events">1 sends a single object, more an array.</param>
    public EventTemplate(uint run, int events, DateTimeOffset time)
    {
        var one = Event.Replace("RRRRRRRR", run.ToString("x8")).Replace("TIME", time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        var body = events == 1 ? one : $"[{string.Join(',', Enumerable.Repeat(one, events))}]";
        var head = IngestConnection.Head(body.Length);
        Request = [.. head, .. Encoding.ASCII.GetBytes(body)];
        Events = events;
        _ids = Places("SSSSSSSSSSSS"u8);
        _persons = Places("PPPPPP"u8);
    }

    private const string Event =
        "{\"id\":\""
        + Id
        + "\",\"event\":\"note_created\",\"distinct_id\":\""
        + Person
        + "\",\"timestamp\":\"TIME\",\"properties\":{\"$browser\":\"Chrome\",\"$os\":\"Windows\",\"$device_type\":\"Desktop\",\"url\":\"https://larkfield.example/app\",\"plan\":\"pro\",\"words\":412}}";

    public byte[] Request { get; }

    public int Events { get; }

    /// <summary>Bytes per event in the body.</summary>
    public int BytesPerEvent => Request.AsSpan(Request.AsSpan().IndexOf("\r\n\r\n"u8) + 4).Length / Events;

    /// <summary>Writes the events' numbers, from <paramref name="first"/> on.</summary>
    public void Number(long first)
    {
        for (var i = 0; i < Events; i++)
        {
            Utf8Formatter.TryFormat(first + i, Request.AsSpan(_ids[i], 12), out _, new('x', 12));
            Utf8Formatter.TryFormat((first + i) * 7919 % 100_000, Request.AsSpan(_persons[i], 6), out _, new('D', 6));
        }
    }

    private int[] Places(ReadOnlySpan<byte> mark)
    {
        var places = new int[Events];
        var at = 0;
        for (var i = 0; i < Events; i++)
        {
            at += Request.AsSpan(at).IndexOf(mark);
            places[i] = at;
            at += mark.Length;
        }
        return places;
    }
}
