namespace Cairn.Insights.Discovery;

/// <summary>Sequences of events that many ways contain in this order, with anything between. By growing prefixes over projected ways: J. Pei and others, PrefixSpan,
/// 2001.</summary>
public static class FrequentSequences
{
    /// <summary>More are not looked through: the threshold is doubled until fewer remain.</summary>
    private const int Most = 2_000;

    /// <summary>Sequences of 1 to <paramref name="longest"/> events that at least <paramref name="least"/> ways contain, without those that a
    /// longer one contains with as many ways: they say nothing more. Where there are too many, of more ways than asked.</summary>
    public static IReadOnlyList<(byte[] Events, int Ways)> Find(IReadOnlyList<byte[]> ways, int least, int longest)
    {
        for (; ; least *= 2)
            if (TryFind(ways, least, longest) is { } found)
                return
                [
                    .. found.Where(f =>
                        !found.Exists(g => g.Ways == f.Ways && g.Events.Length > f.Events.Length && Contains(g.Events, f.Events))
                    ),
                ];
    }

    /// <summary>Null: too many.</summary>
    private static List<(byte[] Events, int Ways)>? TryFind(IReadOnlyList<byte[]> ways, int least, int longest)
    {
        var found = new List<(byte[] Events, int Ways)>();
        Grow([], [.. ways.Select((_, i) => (i, 0))]);
        return found.Count > Most ? null : found;

        void Grow(byte[] prefix, List<(int Way, int Next)> projected)
        {
            if (prefix.Length == longest || found.Count > Most)
                return;
            var counts = new int[256];
            var last = new int[256];
            foreach (var (way, next) in projected)
                for (var i = next; i < ways[way].Length; i++)
                {
                    var e = ways[way][i];
                    // Each way counts once, whichever way number was the last to count here.
                    if (last[e] == way + 1)
                        continue;
                    last[e] = way + 1;
                    counts[e]++;
                }

            for (var e = 0; e < 256; e++)
            {
                // The same event twice in a row is no way on.
                if (counts[e] < least || counts[e] == 0 || (prefix.Length > 0 && prefix[^1] == e))
                    continue;
                byte[] longer = [.. prefix, (byte)e];
                var rest = new List<(int, int)>();
                foreach (var (way, next) in projected)
                    if (Array.IndexOf(ways[way], (byte)e, next) is >= 0 and var at)
                        rest.Add((way, at + 1));
                found.Add((longer, rest.Count));
                Grow(longer, rest);
            }
        }
    }

    private static bool Contains(byte[] all, byte[] part)
    {
        var at = 0;
        foreach (var e in all)
            if (at < part.Length && part[at] == e)
                at++;
        return at == part.Length;
    }
}
