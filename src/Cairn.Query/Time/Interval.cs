using System.Collections.Frozen;

namespace Cairn.Query.Time;

/// <summary>How wide a bucket is. Day, week and month are calendar spans of the range's zone, so a day may last 23 or 25 hours.</summary>
public enum Interval
{
    Day,
    Minute,
    Hour,
    Week,
    Month,
}

/// <summary>Which day a week begins with.</summary>
public enum WeekStart
{
    Monday,
    Sunday,
}

/// <summary>The words of the contract.</summary>
public static class TimeWords
{
    public static readonly FrozenDictionary<string, Interval> Intervals = new Dictionary<string, Interval>
    {
        ["minute"] = Interval.Minute,
        ["hour"] = Interval.Hour,
        ["day"] = Interval.Day,
        ["week"] = Interval.Week,
        ["month"] = Interval.Month,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, WeekStart> WeekStarts = new Dictionary<string, WeekStart>
    {
        ["monday"] = WeekStart.Monday,
        ["sunday"] = WeekStart.Sunday,
    }.ToFrozenDictionary();
}
