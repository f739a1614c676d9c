namespace Cairn.Sample;

/// <summary>How many visitors make the number of events asked for. A small rehearsal of the same days tells how many events a visitor
/// brings, then and later; visitors who see a single page make up the difference, day by day.</summary>
internal sealed class EventBudget
{
    // People who are worth more than one page view should make this share of the events; the rest gives room for chance. Small histories
    // vary more.
    private const double MainShare = 0.86;
    private const double SmallMainShare = 0.6;
    private const double Tolerance = 0.06;
    private const int Small = 3000;

    // Long histories are rehearsed at this size: people differ so much (some bring 1, some 900 events) that fewer would mislead.
    private const int LargestRehearsal = 500_000;
    private const int MaxRehearsals = 6;

    private readonly Calendar _calendar;
    private readonly double[] _expected;
    private readonly long _events;

    private EventBudget(Calendar calendar, double scale, double[] expected, long events)
    {
        _calendar = calendar;
        Scale = scale;
        _expected = expected;
        _events = events;
    }

    /// <summary>Visitors on a day of weight one.</summary>
    public double Scale { get; }

    public static EventBudget For(SampleOptions options, Calendar calendar)
    {
        var target = Math.Min(options.Events, LargestRehearsal) * (options.Events < Small ? SmallMainShare : MainShare);
        var spikes = options.Anomalies ? new Anomalies(options, calendar).SpikeDay : -1;
        // A first guess of ten events per visitor; the rehearsals correct it.
        var scale = target / 10 / Enumerable.Range(0, options.Days).Sum(calendar.Weight);
        for (var rehearsal = 1; ; rehearsal++)
        {
            var events = SampleHistory.Rehearse(options, calendar, scale);
            var spike = spikes < 0 ? 0 : Schedule.PerVisitor * scale * calendar.Weight(spikes);
            var off = (events.Sum() + spike) / target;
            if (Math.Abs(off - 1) < Tolerance || rehearsal == MaxRehearsals)
            {
                var factor = options.Events / (double)Math.Min(options.Events, LargestRehearsal);
                return new EventBudget(calendar, scale * factor, [.. events.Select(count => count * factor)], options.Events);
            }
            scale /= Math.Max(off, 0.1);
        }
    }

    /// <summary>How many single page views a day gets.</summary>
    /// <param name="spent">Events before this day, and those that are promised to later ones.</param>
    public int Bounces(int day, long spent, Population population)
    {
        var missing = _events - spent - _expected.AsSpan(day).ToArray().Sum();
        double Traffic(int of) => population.Visitors(of) * _calendar.Elapsed(of);
        var traffic = Enumerable.Range(day, _calendar.Days - day).Sum(Traffic);
        return traffic == 0 ? 0 : (int)Math.Max(0, missing * Traffic(day) / traffic);
    }
}
