namespace Cairn.Sample;

/// <summary>How many visitors make the number of events asked for. A small rehearsal of the same days tells how many events a visitor
/// brings, then and later; visitors who see a single page make up the difference, day by day.</summary>
internal sealed class EventBudget
{
    // People who are worth more than one page view should make this share of the events; the rest gives room for chance. Small histories
    // vary more.
    private const double MainShare = 0.86;
    private const double SmallMainShare = 0.6;
    private const int Small = 3000;
    private const int RehearsalVisitors = 4000;

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
        var weight = Enumerable.Range(0, options.Days).Sum(calendar.Weight);
        var rehearsed = RehearsalVisitors / weight;
        var events = SampleHistory.Rehearse(options, calendar, rehearsed);
        var share = options.Events < Small ? SmallMainShare : MainShare;
        // The planted spike brings some page views per visitor of one day.
        var spike =
            options.Anomalies && options.Days >= Cairn.Sample.Anomalies.MinDays
                ? (double)Schedule.PerVisitor * RehearsalVisitors / options.Days
                : 0;
        var factor = options.Events * share / (events.Sum() + spike);
        return new EventBudget(calendar, rehearsed * factor, [.. events.Select(count => count * factor)], options.Events);
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
