namespace Cairn.Sample;

/// <summary>Something odd that was put into the history on purpose, for those who look for oddities to be measured against.</summary>
/// <param name="Kind">Stable, snake_case.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Event">The event whose numbers move most.</param>
/// <param name="Property">The property that explains it; null when none does.</param>
/// <param name="Value">The value of that property.</param>
/// <param name="Effect">One sentence: what a good detector would say.</param>
public sealed record PlantedAnomaly(
    string Kind,
    DateTimeOffset From,
    DateTimeOffset To,
    string Event,
    string? Property,
    string? Value,
    string Effect
);

/// <summary>When what goes wrong. Places are shares of the history's length, moved to the next working day.</summary>
internal sealed class Anomalies
{
    public const int MinDays = 14;

    private readonly Window _outage;
    private readonly Window _spike;
    private readonly Window _safari;
    private readonly Window _surge;
    private readonly Window _slow;

    public Anomalies(SampleOptions options, Calendar calendar)
    {
        if (!options.Anomalies || options.Days < MinDays)
            return;
        int Day(double share) => calendar.WorkingDay((int)(share * options.Days));
        SpikeDay = Day(0.36);
        _spike = new(calendar.At(SpikeDay, 9), calendar.At(SpikeDay, 19));
        var safari = Day(0.5);
        _safari = new(calendar.At(safari, 0), calendar.At(safari + 2, 0));
        var outage = Day(0.62);
        _outage = new(calendar.At(outage, 14), calendar.At(outage, 20));
        var surge = Day(0.72);
        _surge = new(calendar.At(surge, 0), calendar.At(surge + 1, 0));
        var slow = Day(0.8);
        _slow = new(calendar.At(slow, 8), calendar.At(slow, 20));
    }

    /// <summary>The day of the traffic spike; negative when there is none.</summary>
    public int SpikeDay { get; } = -1;

    public Window Spike => _spike;

    public bool CheckoutIsDown(long time) => _outage.Contains(time);

    public bool SafariSignupIsBroken(long time) => _safari.Contains(time);

    public bool AiIsCostly(long time) => _surge.Contains(time);

    public bool PagesAreSlow(long time) => _slow.Contains(time);

    /// <summary>The list for <c>planted.json</c>, by time.</summary>
    public IReadOnlyList<PlantedAnomaly> Planted =>
        SpikeDay < 0
            ? []
            :
            [
                _spike.Planted(
                    "traffic_spike",
                    "$pageview",
                    "referrer",
                    "https://news.ycombinator.com/",
                    "Page views more than double for the day, nearly all the rise from one referrer, and hardly anybody looks at a second page."
                ),
                _safari.Planted("signup_broken", "signed_up", "$browser", "Safari", "Nobody on Safari signs up for two days."),
                _outage.Planted(
                    "checkout_outage",
                    "purchase",
                    null,
                    null,
                    "No purchases of the shop for six hours; payment_failed instead."
                ),
                _surge.Planted(
                    "ai_cost_surge",
                    "$ai_generation",
                    "$ai_model",
                    "claude-opus-4-5",
                    "AI cost rises more than tenfold for a day: one expensive model, six times the tokens."
                ),
                _slow.Planted(
                    "slow_pages",
                    "$web_vitals",
                    "$web_vitals_LCP_value",
                    null,
                    "Largest contentful paint is 2.5 times the usual."
                ),
            ];

    /// <summary>Half open, milliseconds since 1970. The default is empty.</summary>
    internal readonly record struct Window(long From, long To)
    {
        public bool Contains(long time) => From <= time && time < To;

        public PlantedAnomaly Planted(string kind, string eventName, string? property, string? value, string effect) =>
            new(
                kind,
                DateTimeOffset.FromUnixTimeMilliseconds(From),
                DateTimeOffset.FromUnixTimeMilliseconds(To),
                eventName,
                property,
                value,
                effect
            );
    }
}
