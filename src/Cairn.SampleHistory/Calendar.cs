namespace Cairn.Sample;

/// <summary>The days of the history in Central European time, and how busy each is.</summary>
/// <remarks>The zone's rule (in force since 1996: UTC+1, and UTC+2 from the last Sunday of March 01:00 UTC to the last Sunday of October
/// 01:00 UTC) is written out, so that the output does not depend on the machine's time zone data.</remarks>
public sealed class Calendar
{
    private const long Hour = 3_600_000;

    // Relative to the mean working day, Monday first: a business product rests at weekends.
    private static readonly double[] _weekday = [1.02, 1.1, 1.08, 1.04, 0.86, 0.38, 0.34];

    // By local hour: office hours with a lunch dip, a small evening hump.
    private static readonly int[] _hours = [3, 2, 1, 1, 1, 3, 8, 22, 55, 82, 90, 84, 60, 72, 88, 86, 74, 52, 34, 28, 26, 20, 12, 6];
    private static readonly int _hoursTotal = _hours.Sum();

    private readonly long[] _midnights;
    private readonly double[] _weights;

    public Calendar(SampleOptions options)
    {
        Days = options.Days;
        End = options.End.ToUnixTimeMilliseconds();
        _midnights = new long[Days + 1];
        var last = LocalDate(End - 1);
        for (var day = 0; day <= Days; day++)
            _midnights[day] = Midnight(last.AddDays(day - Days + 1));
        _weights = new double[Days];
        for (var day = 0; day < Days; day++)
        {
            var noise = 0.94 + 0.12 * SplitMix64.Unit(SplitMix64.At(options.Seed ^ 0xDA1, (ulong)day));
            var growth = 1 + 0.5 * day / Days;
            _weights[day] = Weekday(day) * noise * growth;
        }
    }

    public int Days { get; }

    /// <summary>Milliseconds since 1970, exclusive.</summary>
    public long End { get; }

    /// <summary>The first moment of a day, milliseconds since 1970; day <see cref="Days"/> is the end of the last.</summary>
    public long Midnight(int day) => _midnights[day];

    /// <summary>The date of a day in Central European time.</summary>
    public DateOnly Date(int day) => LocalDate(_midnights[day]);

    /// <summary>How many visitors the whole day draws, relative to others.</summary>
    public double Weight(int day) => _weights[day];

    /// <summary>The share of a day's traffic that lies before the end of the history: 1 for all days but the last.</summary>
    public double Elapsed(int day)
    {
        var done = 0.0;
        for (var hour = 0; hour < 24; hour++)
            done += _hours[hour] * Math.Clamp((End - _midnights[day] - hour * Hour) / (double)Hour, 0, 1);
        return done / _hoursTotal;
    }

    /// <summary>The moment a date ends in Central European time.</summary>
    public static DateTimeOffset EndOf(DateOnly date) => DateTimeOffset.FromUnixTimeMilliseconds(Midnight(date.AddDays(1)));

    /// <summary>Milliseconds since 1970 of a local hour of a day.</summary>
    public long At(int day, int hour) => Math.Min(_midnights[day] + hour * Hour, _midnights[day + 1]);

    /// <summary>The first day from <paramref name="day"/> on that is no weekend.</summary>
    public int WorkingDay(int day) => Weekday(day) > 0.5 ? day : WorkingDay(day + 1);

    /// <summary>Relative to the mean working day.</summary>
    public double Weekday(int day) => _weekday[((int)Date(day).DayOfWeek + 6) % 7];

    /// <summary>A moment of the day, likelier when people are at work. Milliseconds since 1970, before the next midnight.</summary>
    public long TimeOfDay(int day, ulong bits)
    {
        var pick = (int)((bits >> 40) % (ulong)_hoursTotal);
        var hour = 0;
        while (pick >= _hours[hour])
            pick -= _hours[hour++];
        var time = _midnights[day] + hour * Hour + (long)(bits & 0xFFFFFFFFFF) % Hour;
        return Math.Min(time, _midnights[day + 1] - 1);
    }

    private static DateOnly LocalDate(long utc) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(utc + Offset(utc)).UtcDateTime);

    private static long Midnight(DateOnly date)
    {
        var utc = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        return utc - Offset(utc - Hour);
    }

    private static long Offset(long utc)
    {
        var year = DateTimeOffset.FromUnixTimeMilliseconds(utc).Year;
        return utc >= LastSunday(year, 3) && utc < LastSunday(year, 10) ? 2 * Hour : Hour;
    }

    private static long LastSunday(int year, int month)
    {
        var day = new DateTimeOffset(year, month, 31, 1, 0, 0, TimeSpan.Zero);
        return day.AddDays(-(int)day.DayOfWeek).ToUnixTimeMilliseconds();
    }
}
