using System.Runtime.InteropServices;

namespace Cairn.Store.Keeping;

/// <summary>How much of a day's events go.</summary>
/// <param name="Bytes">Of their properties, uncompressed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PastDay(DateOnly Day, long Events, long Bytes);

/// <summary>What one file of an archive holds: some days of one month, or a part of a day that is too large for a file.</summary>
/// <param name="To">Behind the last day.</param>
/// <param name="Parts">1, or into how many parts the day is cut by the events' ids.</param>
/// <param name="Part">From 0.</param>
public sealed record ArchiveSlice(DateOnly From, DateOnly To, int Parts = 1, int Part = 0)
{
    /// <summary>A file is read back by ClickHouse, and by an import, in memory: about 100 MB.</summary>
    public const long MostEvents = 500_000;

    public const long MostBytes = 400_000_000;

    public int Month => (From.Year * 100) + From.Month;

    /// <summary>As few files as hold all of the days.</summary>
    /// <param name="days">Ascending, each once.</param>
    public static IReadOnlyList<ArchiveSlice> Of(IReadOnlyList<PastDay> days)
    {
        var slices = new List<ArchiveSlice>();
        double filled = 0;
        foreach (var day in days)
        {
            var (share, next) = (Math.Max((double)day.Events / MostEvents, (double)day.Bytes / MostBytes), day.Day.AddDays(1));
            if (share > 1)
            {
                var parts = (int)Math.Ceiling(share);
                slices.AddRange(Enumerable.Range(0, parts).Select(part => new ArchiveSlice(day.Day, next, parts, part)));
                filled = 1;
            }
            else if (slices.Count > 0 && slices[^1] is { Parts: 1 } last && last.Month == Of(day.Day).Month && filled + share <= 1)
            {
                slices[^1] = last with { To = next };
                filled += share;
            }
            else
            {
                slices.Add(Of(day.Day));
                filled = share;
            }
        }

        return slices;
    }

    private static ArchiveSlice Of(DateOnly day) => new(day, day.AddDays(1));
}
