using System.Text;
using Cairn.Events;

namespace Cairn.Store.Tests;

/// <summary>Short ways to write events in tests.</summary>
internal static class TestEvents
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ProjectId Project = new(1);

    private static ulong _sequence = 1000;

    public static SequencedEvent Event(
        string name,
        string distinctId,
        string properties = "{}",
        string? set = null,
        string? setOnce = null,
        int minute = 0
    ) =>
        new(
            Interlocked.Increment(ref _sequence),
            new Event
            {
                Id = Guid.CreateVersion7(),
                HasClientId = false,
                Project = Project,
                Name = name,
                DistinctId = distinctId,
                Timestamp = Start.AddMinutes(minute),
                ReceivedAt = Start.AddMinutes(minute),
                Properties = Encoding.UTF8.GetBytes(properties),
                Set = set is null ? default : Encoding.UTF8.GetBytes(set),
                SetOnce = setOnce is null ? default : Encoding.UTF8.GetBytes(setOnce),
            }
        );

    public static SequencedEvent Identify(string user, string anonymous) =>
        Event("$identify", user, $$"""{"$anon_distinct_id":"{{anonymous}}"}""");

    public static SequencedEvent Alias(string canonical, string alias) => Event("$alias", canonical, $$"""{"alias":"{{alias}}"}""");

    public static SequencedEvent Undo(ulong sequence)
    {
        var e = Event("$undo", "server");
        return e with { Event = e.Event with { Command = new IdentityCommand("", "", sequence) } };
    }
}
