using Cairn.Events;

namespace Cairn.Ingest.Formats;

/// <summary>Some vendors join two ids as soon as one event carries both. Cairn's clients say so with <c>$identify</c>: this one, once for each pair of a request and,
/// its id being made of the pair, stored once in 8 days.</summary>
internal sealed class ImpliedLinks
{
    private readonly HashSet<(string Anonymous, string Person)> _told = [];

    /// <summary>The event that goes before <paramref name="e"/>; null when there is nothing to join, or it was told.</summary>
    public NativeEvent? Before(NativeEvent e, string? anonymous)
    {
        if (anonymous is null || e.DistinctId is not { } person || person == anonymous || !_told.Add((anonymous, person)))
            return null;
        var link = e.Imply(EventNames.Identify);
        Name(link, anonymous);
        link.Properties.Add("$anon_distinct_id", anonymous);
        return link;
    }

    /// <summary>The client itself says that these are one.</summary>
    public void Told(NativeEvent e, string? anonymous)
    {
        if (anonymous is not null && e.DistinctId is { } person)
            _told.Add((anonymous, person));
    }

    /// <summary>Gives an event that says nothing else the id of its pair.</summary>
    public static void Name(NativeEvent e, string anonymous) => (e.Id, e.Scope) = ("identify", $"{anonymous}\n{e.DistinctId}");
}
