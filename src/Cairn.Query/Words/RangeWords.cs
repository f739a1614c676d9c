using System.Globalization;
using Cairn.Events;
using Cairn.Query.Time;

namespace Cairn.Query.Words;

/// <summary>A range of instants in plain English.</summary>
internal static class RangeWords
{
    /// <summary>E.g. <c>from 2026-11-01 to 2026-11-20</c>, both days included, or <c>on 2026-11-20</c>; with clock times where it does not begin and end
    /// with days.</summary>
    public static string Of(TimeRange range)
    {
        var (first, last) = (range.Zone.Date(range.Start), range.Zone.Date(range.End.AddTicks(-1)));
        if (range.Zone.StartOf(first) == range.Start && range.Zone.StartOf(range.Zone.Date(range.End)) == range.End)
            return first == last ? $"on {Day(first)}" : $"from {Day(first)} to {Day(last)}";
        return $"from {Clock(range.Start)} until before {Clock(range.End)}";

        string Clock(DateTimeOffset at) =>
            TimeZoneInfo
                .ConvertTime(at, range.Zone)
                .ToString(
                    at.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.FFF",
                    CultureInfo.InvariantCulture
                );

        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
