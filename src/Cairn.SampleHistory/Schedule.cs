namespace Cairn.Sample;

internal enum VisitKind : byte
{
    Bounce,
    Spike,
    Visit,
    Return,
    Signup,
    Use,
    SecondUse,
    Renewal,
}

/// <summary>A session to come: when, who (first day and number of that day; a running number for those who pass by) and why.</summary>
internal readonly record struct Visit(long Time, int Number, short Day, VisitKind Kind);

/// <summary>Who comes on a day, in order of time. Needs 16 bytes per session of one day; the rest of the history is not kept.</summary>
internal sealed class Schedule(Calendar calendar, Population population, Anomalies anomalies)
{
    private static readonly int[] _returnDays = [1, 2, 5];
    private readonly List<Visit> _visits = [];
    private int _passers;

    /// <param name="bounces">How many look at one page and leave.</param>
    public List<Visit> Of(int day, int bounces)
    {
        _visits.Clear();
        for (var i = 0; i < bounces; i++)
            _visits.Add(Passer(day));
        if (day == anomalies.SpikeDay)
            AddSpike();
        for (var number = 0; number < population.Visitors(day); number++)
        {
            var signsUp = number < population.Users(day) && population.Visitor(day, number).SignupDelay == 0;
            Add(day, day, number, signsUp ? VisitKind.Signup : VisitKind.Visit);
        }
        foreach (var ago in _returnDays.Where(ago => ago <= day))
            for (var number = population.Users(day - ago); number < population.Visitors(day - ago); number++)
                if (SplitMix64.Unit(SplitMix64.At(population.Key(day - ago, number), 50 + (ulong)ago)) < 0.06)
                    Add(day, day - ago, number, VisitKind.Return);
        var weekday = calendar.Weekday(day);
        for (var first = 0; first <= day; first++)
        for (var number = 0; number < population.Users(first); number++)
            AddUser(day, first, number, weekday);
        _visits.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : Rank(a).CompareTo(Rank(b)));
        return _visits;
    }

    /// <summary>One more who looks at one page, at any time of the day before the end.</summary>
    public Visit Passer(int day)
    {
        var number = _passers++;
        var draw = SplitMix64.At(population.Passer(number).Key, 20);
        var time = calendar.TimeOfDay(day, draw);
        if (time >= calendar.End)
            time = calendar.Midnight(day) + (long)(SplitMix64.Unit(SplitMix64.Mix(draw)) * (calendar.End - calendar.Midnight(day)));
        return new(time, number, 0, VisitKind.Bounce);
    }

    private static long Rank(Visit visit) => ((long)visit.Day << 40) | ((long)visit.Number << 8) | (byte)visit.Kind;

    private void AddSpike()
    {
        var window = anomalies.Spike;
        for (var i = 0; i < SpikeSize; i++)
        {
            var number = _passers++;
            // Steep at first, then slowly less.
            var share = SplitMix64.Unit(SplitMix64.At(population.Passer(number).Key, 21));
            _visits.Add(new(window.From + (long)(share * share * (window.To - window.From)), number, 0, VisitKind.Spike));
        }
    }

    /// <summary>The traffic spike brings this many times the visitors of its day.</summary>
    public const int PerVisitor = 16;

    /// <summary>How many come in the traffic spike.</summary>
    public int SpikeSize => anomalies.SpikeDay < 0 ? 0 : PerVisitor * population.Visitors(anomalies.SpikeDay);

    private void AddUser(int day, int first, int number, double weekday)
    {
        var user = population.Visitor(first, number);
        var age = day - first - user.SignupDelay;
        if (age < 0)
            return;
        if (age == 0)
        {
            if (first < day)
                Add(day, first, number, VisitKind.Signup);
            return;
        }
        var upgrade = user.UpgradeAge;
        if (upgrade >= 0 && age > upgrade && (age - upgrade) % 30 == 0 && age < user.Lifetime)
            Add(day, first, number, VisitKind.Renewal);
        if (!user.Comes(age, weekday))
            return;
        Add(day, first, number, VisitKind.Use);
        if (SplitMix64.Unit(SplitMix64.At(user.Key, 40_000 + (ulong)day)) < 0.25)
            Add(day, first, number, VisitKind.SecondUse);
    }

    private void Add(int day, int first, int number, VisitKind kind)
    {
        var time = calendar.TimeOfDay(day, SplitMix64.At(population.Key(first, number), 10_000 + (ulong)(day * 8 + (int)kind)));
        if (time < calendar.End)
            _visits.Add(new(time, number, (short)first, kind));
    }
}
