using Cairn.Sample.Sessions;

namespace Cairn.Sample;

/// <summary>The history of an invented product, session by session. Equal options give equal bytes; memory does not grow with its length.</summary>
/// <remarks>
/// <para>People come by chance and by the calendar; some sign up, work for a while and stop. Their sessions make up most events; visitors who
/// see one page fill the rest, so that there are exactly as many events as asked for.</para>
/// <para>Sessions come in order of their start, events in order within a session; so an event is at most one session (under two hours)
/// older than one before it, unless <see cref="SampleOptions.Late"/> asks for more.</para>
/// </remarks>
public sealed class SampleHistory
{
    private readonly SampleOptions _options;
    private readonly Calendar _calendar;
    private readonly Anomalies _anomalies;

    /// <exception cref="ArgumentException">The options have a fault; the message names it.</exception>
    public SampleHistory(SampleOptions options)
    {
        if (options.Fault() is { } fault)
            throw new ArgumentException(fault, nameof(options));
        _options = options;
        _calendar = new Calendar(options);
        _anomalies = new Anomalies(options, _calendar);
    }

    /// <summary>What was planted, by time.</summary>
    public IReadOnlyList<PlantedAnomaly> Planted => _anomalies.Planted;

    /// <summary>The first moment of the first day.</summary>
    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(_calendar.Midnight(0));

    /// <summary>All sessions. The batch is the same object every time, filled anew: use it before asking for the next.</summary>
    public IEnumerable<EventBatch> Sessions()
    {
        var budget = EventBudget.For(_options, _calendar);
        var population = new Population(_options, _calendar, budget.Scale);
        var schedule = new Schedule(_calendar, population, _anomalies);
        var batch = new EventBatch { Fingerprint = _options.Fingerprint(), End = _calendar.End };
        var script = new SessionScript(population, _anomalies, batch, _options.Seed);
        var disorder = new Disorder(_options);
        for (var day = 0; day < _options.Days; day++)
        {
            var spike = day < _anomalies.SpikeDay ? schedule.SpikeSize : 0;
            foreach (var visit in schedule.Of(day, budget.Bounces(day, batch.NextIndex + spike, population)))
            {
                script.Play(visit, day);
                batch.Limit(_options.Events);
                disorder.Stir(batch);
                if (batch.Events.Count > 0)
                    yield return batch;
                if (batch.NextIndex >= _options.Events)
                    break;
            }
        }
        while (batch.NextIndex < _options.Events)
        {
            script.Play(schedule.Passer(_options.Days - 1), _options.Days - 1);
            yield return batch;
        }
        batch.Clear();
        disorder.Empty(batch);
        if (batch.Events.Count > 0)
            yield return batch;
    }

    /// <summary>The number of people and the events each day brings, for the budget: a history with nobody passing by.</summary>
    internal static long[] Rehearse(SampleOptions options, Calendar calendar, double scale)
    {
        var population = new Population(options, calendar, scale);
        var anomalies = new Anomalies(options with { Anomalies = false }, calendar);
        var schedule = new Schedule(calendar, population, anomalies);
        var batch = new EventBatch { End = calendar.End };
        var script = new SessionScript(population, anomalies, batch, options.Seed);
        var events = new long[options.Days];
        for (var day = 0; day < options.Days; day++)
        {
            var before = batch.NextIndex;
            foreach (var visit in schedule.Of(day, 0))
                script.Play(visit, day);
            events[day] = batch.NextIndex - before;
        }
        return events;
    }
}
