namespace Cairn.Query.Time;

/// <summary>The range of a question as asked: what it means depends on now and on the project's zone.</summary>
/// <param name="To">Null: up to the end of the day, hour or minute that now is in.</param>
/// <param name="Zone">Null: the project's.</param>
public sealed record RangeSpec(RangePoint From, RangePoint? To, TimeZoneInfo? Zone, WeekStart WeekStart);

/// <summary>One end of a range.</summary>
public abstract record RangePoint
{
    /// <summary><c>-7d</c>: the last <paramref name="Count"/> whole units, the one that now is in included as the last.</summary>
    public sealed record Relative(int Count, RangeUnit Unit) : RangePoint;

    /// <summary><c>today</c> (<paramref name="Back"/> 0), <c>yesterday</c> (1), <c>this_month</c>, <c>last_month</c> and so on.</summary>
    public sealed record Named(RangeUnit Unit, int Back) : RangePoint;

    /// <summary>A date of the range's zone. As the end of a range it stands for the end of that day.</summary>
    public sealed record Date(DateOnly Day) : RangePoint;

    /// <summary>An instant.</summary>
    public sealed record Instant(DateTimeOffset At) : RangePoint;

    /// <summary>What a clock in the range's zone shows.</summary>
    public sealed record Clock(DateTime At) : RangePoint;

    /// <summary>The very moment of asking.</summary>
    public sealed record Now : RangePoint;

    /// <summary>Everything: from the day of the first event to the later of today and the day of the last one. Only as a start.</summary>
    public sealed record All : RangePoint;
}

public enum RangeUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}
