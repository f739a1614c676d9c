using System.Text;

namespace Cairn.Sample.Output;

/// <summary>A history as three tables: <c>users.csv</c>, <c>sessions.csv</c>, <c>events.csv</c>. RFC 4180, comma, UTF-8, a header line,
/// quotes where needed. The properties of an event are one JSON column.</summary>
public sealed class CsvFiles : IDisposable
{
    private readonly StreamWriter _users;
    private readonly StreamWriter _sessions;
    private readonly FileStream _events;

    /// <param name="folder">Created when it is not there.</param>
    public CsvFiles(string folder)
    {
        Directory.CreateDirectory(folder);
        _users = new StreamWriter(Path.Combine(folder, "users.csv")) { NewLine = "\n" };
        _sessions = new StreamWriter(Path.Combine(folder, "sessions.csv")) { NewLine = "\n" };
        _events = new FileStream(Path.Combine(folder, "events.csv"), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        _users.WriteLine("distinct_id,anonymous_id,email,name,company,country,channel,signed_up_at");
        _sessions.WriteLine("session_id,distinct_id,started_at,ended_at,events,channel,device_type,country");
        _events.Write("id,event,distinct_id,timestamp,properties\n"u8);
    }

    public void Write(EventBatch batch)
    {
        if (batch.SignedUp is { } user)
            _users.WriteLine(
                $"{user.DistinctId},{user.AnonymousId},{user.Email},{user.Name},{user.Company},{user.Country},{user.Channel},{Time(user.SignedUpAt)}"
            );
        if (batch.Events.Count == 0)
            return;
        var (first, last, session) = (batch.Events[0], batch.Events[^1], batch.Session);
        _sessions.WriteLine(
            $"{session.Id},{batch.Text(last.DistinctId)},{Time(first.Time)},{Time(last.Time)},{batch.Events.Count},{session.Channel},{session.Device},{session.Country}"
        );
        foreach (var item in batch.Events)
            WriteEvent(batch, item);
    }

    public void Dispose()
    {
        _users.Dispose();
        _sessions.Dispose();
        _events.Dispose();
    }

    private void WriteEvent(EventBatch batch, EventSlice item)
    {
        _events.Write(batch[item.Id]);
        _events.WriteByte((byte)',');
        _events.Write(batch[item.Name]);
        _events.WriteByte((byte)',');
        _events.Write(batch[item.DistinctId]);
        _events.WriteByte((byte)',');
        _events.Write(Encoding.ASCII.GetBytes(Time(item.Time)));
        _events.Write(",\""u8);
        var properties = batch[item.Properties];
        for (var quote = properties.IndexOf((byte)'"'); quote >= 0; quote = properties.IndexOf((byte)'"'))
        {
            _events.Write(properties[..(quote + 1)]);
            _events.WriteByte((byte)'"');
            properties = properties[(quote + 1)..];
        }
        _events.Write(properties);
        _events.Write("\"\n"u8);
    }

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
