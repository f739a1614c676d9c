namespace Cairn.Insights.Compare;

/// <summary>Where do another vendor's counts per event and hour differ from ours, and why, likely? Pure.</summary>
/// <remarks>The likely causes are tried in one order, each on what the one before left, so that what they explain adds up to the difference. None is proof.</remarks>
public static class CompareCounts
{
    /// <summary>No time zone is further from another.</summary>
    public const int MostShift = 14;

    /// <param name="theirs">At least one; hours that are missing between the first and the last are 0.</param>
    /// <param name="ours">From <see cref="MostShift"/> hours before theirs to as many after.</param>
    public static ComparedCounts Run(IReadOnlyList<TheirCount> theirs, IReadOnlyList<OurCount> ours)
    {
        var (first, last) = (theirs.Min(t => t.Hour), theirs.Max(t => t.Hour));
        var theirsOf = theirs.GroupBy(t => t.Event).ToDictionary(g => g.Key, g => Fill(g.Select(t => (t.Hour, t.Count)), first, last));
        var oursOf = ours.Where(o => theirsOf.ContainsKey(o.Event)).ToLookup(o => o.Event);
        // The hours at the edges are often there in part: they do not vote.
        var skip = last - first >= 3 ? 1 : 0;
        var votes = Enumerable.Range(-MostShift, (2 * MostShift) + 1).ToDictionary(s => s, s => Difference(s, skip));
        var best = votes.MinBy(d => (d.Value, Math.Abs(d.Key)));
        var shift = best.Value * 2 <= votes[0] ? best.Key : 0;
        return new ComparedCounts(
            shift,
            Difference(0, 0),
            Difference(shift, 0),
            [
                .. theirsOf
                    .Select(t => One(t.Key, t.Value, [.. oursOf[t.Key]], first, shift))
                    .OrderByDescending(e => e.Difference)
                    .ThenBy(e => e.Event, StringComparer.Ordinal),
            ]
        );

        long Difference(int shift, int skip) =>
            theirsOf.Sum(t => Distance(t.Value[skip..^skip], Fill(Counts(oursOf[t.Key]), first + shift + skip, last + shift - skip)));
    }

    private static ComparedEvent One(string name, long[] theirs, IReadOnlyList<OurCount> rows, long first, int shift)
    {
        var (from, to) = (first + shift, first + shift + theirs.Length - 1);
        var ours = Fill(Counts(rows), from, to);
        var difference = Distance(theirs, ours);
        var left = (long[])ours.Clone();
        var causes = new List<Cause>();
        Tell(
            "late",
            Late(theirs, ref left, rows, from, to),
            Fill(rows.Where(r => r.CountedHour != r.Hour).Select(r => (r.Hour, r.Count)), from, to).Sum()
        );
        var bots = Fill(rows.Select(r => (r.Hour, r.Bots)), from, to);
        Tell("bots", Bots(theirs, left, bots), bots.Sum());
        Tell("edges", Edges(theirs, left));
        var isSteady = IsSteadySurplus(theirs, left);
        var (more, less) = (Surplus(left, theirs), Surplus(theirs, left));
        Tell(isSteady ? "blocked" : "unexplained", more);
        Tell("missing", less);
        var open = isSteady ? 0 : more;
        var bound = Math.Max(theirs.Sum(), ours.Sum()) / 100;
        var verdict =
            difference <= bound ? "same"
            : open + less <= bound ? "explained"
            : "open";
        return new ComparedEvent(
            name,
            theirs.Sum(),
            ours.Sum(),
            difference,
            verdict,
            causes,
            [.. theirs.Select((t, i) => new ComparedHour(DateTimeOffset.FromUnixTimeSeconds((from + i) * 3600), t, ours[i]))]
        );

        void Tell(string cause, long explains, long? behind = null)
        {
            if (explains > 0)
                causes.Add(new Cause(cause, explains, behind ?? explains));
        }
    }

    /// <summary>They count late events when they come, or counted before these came. Whichever leaves less.</summary>
    private static long Late(long[] theirs, ref long[] left, IReadOnlyList<OurCount> rows, long from, long to)
    {
        var before = Distance(theirs, left);
        var whenReceived = Fill(rows.Select(r => (r.CountedHour, r.Count)), from, to);
        var withoutLate = Fill(rows.Where(r => r.CountedHour == r.Hour).Select(r => (r.Hour, r.Count)), from, to);
        var other = Distance(theirs, whenReceived) <= Distance(theirs, withoutLate) ? whenReceived : withoutLate;
        var explained = before - Distance(theirs, other);
        if (explained > 0)
            left = other;
        return Math.Max(0, explained);
    }

    /// <summary>Of a surplus of ours, as much as there are bots in its hour.</summary>
    private static long Bots(long[] theirs, long[] left, long[] bots)
    {
        var explained = 0L;
        for (var i = 0; i < left.Length; i++)
        {
            var taken = Math.Clamp(left[i] - theirs[i], 0, bots[i]);
            left[i] -= taken;
            explained += taken;
        }

        return explained;
    }

    /// <summary>The first or last hour differs by a quarter or more, and at least three times as much as the hours between them on the whole: one side has only a part of it.</summary>
    private static long Edges(long[] theirs, long[] left)
    {
        if (left.Length < 4)
            return 0;
        var (inner, innerAll) = (0L, 0L);
        for (var i = 1; i < left.Length - 1; i++)
            (inner, innerAll) = (inner + Math.Abs(theirs[i] - left[i]), innerAll + Math.Max(theirs[i], left[i]));
        var explained = 0L;
        foreach (var i in new[] { 0, left.Length - 1 })
        {
            var (gap, all) = (Math.Abs(theirs[i] - left[i]), Math.Max(theirs[i], left[i]));
            // Zero cases: without events at the edge there is nothing to explain; without any inside, nothing to compare with.
            if (gap * 4 < all || gap == 0 || innerAll == 0 || gap * innerAll < 3 * inner * all)
                continue;
            explained += gap;
            left[i] = theirs[i];
        }

        return explained;
    }

    /// <summary>Ours are more in four of five hours that have any, and by a fiftieth at least: what blockers do. A few hours, or a few events, are no steady surplus.</summary>
    private static bool IsSteadySurplus(long[] theirs, long[] left)
    {
        var (hours, above) = (0, 0);
        for (var i = 0; i < left.Length; i++)
        {
            if (theirs[i] + left[i] == 0)
                continue;
            hours++;
            above += left[i] > theirs[i] ? 1 : 0;
        }

        return hours >= 6 && above * 5 >= hours * 4 && Surplus(left, theirs) * 50 >= left.Sum();
    }

    private static long Surplus(long[] more, long[] less) => more.Zip(less, (m, l) => Math.Max(0, m - l)).Sum();

    private static long Distance(long[] one, long[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Sum();

    private static IEnumerable<(long Hour, long Count)> Counts(IEnumerable<OurCount> rows) => rows.Select(r => (r.Hour, r.Count));

    /// <summary>The counts of each hour from the first to the last, both included.</summary>
    private static long[] Fill(IEnumerable<(long Hour, long Count)> counts, long first, long last)
    {
        var filled = new long[last - first + 1];
        foreach (var (hour, count) in counts)
            if (hour >= first && hour <= last)
                filled[hour - first] += count;
        return filled;
    }
}
