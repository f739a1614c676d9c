namespace Cairn.Sample.Tests;

/// <summary>What makes the history believable: the week, the funnel, people who stay or leave, and what was planted.</summary>
public sealed class LifelikeTests
{
    private static readonly SampleOptions _options = new() { Events = 300_000, End = Histories.End };
    private static readonly List<SampleEvent> _events = Histories.Read(_options);
    private static readonly IReadOnlyDictionary<string, PlantedAnomaly> _planted = new SampleHistory(_options).Planted.ToDictionary(item =>
        item.Kind
    );

    [Fact]
    public void Weekends_are_quieter_than_half_a_working_day()
    {
        var days = _events.CountBy(item => Day(item.Time)).ToList();
        var weekend = days.Where(day => day.Key.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday).Average(day => day.Value);
        var working = days.Where(day => day.Key.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Average(day => day.Value);
        (weekend / working).ShouldBeInRange(0.25, 0.55);
    }

    [Fact]
    public void Nights_are_quiet()
    {
        var hours = _events.CountBy(item => item.Time.AddHours(1).Hour).ToDictionary();
        (hours[3] / (double)hours[10]).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Every_step_of_the_activation_loses_some()
    {
        string[] steps = ["signup_started", "signed_up", "workspace_created", "teammate_invited"];
        var persons = steps
            .Select(step => _events.Where(item => item.Name == step).Select(item => item.Session).Distinct().Count())
            .ToList();
        persons.Zip(persons.Skip(1)).ShouldAllBe(pair => pair.First > pair.Second);
        (persons[2] / (double)persons[1]).ShouldBeInRange(0.83, 0.92);
    }

    [Fact]
    public void Every_step_of_the_shop_loses_some()
    {
        string[] steps = ["product_viewed", "added_to_cart", "checkout_started", "payment_failed"];
        var counts = steps.Select(step => _events.Count(item => item.Name == step)).ToList();
        counts.Zip(counts.Skip(1)).ShouldAllBe(pair => pair.First > pair.Second && pair.Second > 0);
    }

    [Fact]
    public void Of_a_cohort_ever_fewer_come_back_and_some_stay()
    {
        var signups = _events
            .Where(item => item.Name == "signed_up" && item.Time < Histories.End.AddDays(-56))
            .ToDictionary(item => item.DistinctId, item => item.Time);
        var weeks = _events
            .Where(item => signups.ContainsKey(item.DistinctId) && item.Name is not ("$identify" or "$group"))
            .Select(item => (item.DistinctId, Week: (int)((item.Time - signups[item.DistinctId]).TotalDays / 7)))
            .Distinct()
            .CountBy(item => item.Week)
            .ToDictionary();
        var rates = new[] { 1, 2, 4, 7 }.Select(week => weeks[week] / (double)signups.Count).ToList();
        rates[0].ShouldBeInRange(0.3, 0.55);
        rates.Zip(rates.Skip(1)).ShouldAllBe(pair => pair.First > pair.Second);
        rates[3].ShouldBeGreaterThan(0.08);
    }

    [Fact]
    public void The_shop_sells_nothing_while_its_checkout_is_down()
    {
        var outage = Within("checkout_outage").ToList();
        outage.ShouldNotContain(item => item.Name == "purchase" && item.Text("category") != "subscription");
        outage.Count(item => item.Name == "payment_failed").ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_spike_more_than_doubles_the_page_views_of_its_hours_by_one_referrer()
    {
        var spike = _planted["traffic_spike"];
        int Views(int weeksAgo) =>
            _events.Count(item =>
                item.Name == "$pageview" && item.Time >= spike.From.AddDays(-7 * weeksAgo) && item.Time < spike.To.AddDays(-7 * weeksAgo)
            );
        Views(0).ShouldBeGreaterThan(2 * Views(1));
        Within("traffic_spike")
            .Count(item => item.Name == "$pageview" && item.Text("referrer") == spike.Value)
            .ShouldBeGreaterThan(Views(0) / 3);
    }

    [Fact]
    public void Nobody_on_safari_signs_up_while_the_form_is_broken()
    {
        Within("signup_broken").ShouldNotContain(item => item.Name == "signed_up" && item.Text("$browser") == "Safari");
        Within("signup_broken").ShouldContain(item => item.Name == "signed_up");
        _events.ShouldContain(item => item.Name == "signed_up" && item.Text("$browser") == "Safari");
    }

    [Fact]
    public void Ai_costs_more_than_tenfold_for_a_day()
    {
        var surge = _planted["ai_cost_surge"];
        decimal Cost(int weeksAgo) =>
            _events
                .Where(item =>
                    item.Name == "$ai_generation"
                    && item.Time >= surge.From.AddDays(-7 * weeksAgo)
                    && item.Time < surge.To.AddDays(-7 * weeksAgo)
                )
                .Sum(item => item.Properties.GetProperty("$ai_total_cost_usd").GetDecimal());
        Cost(0).ShouldBeGreaterThan(10 * Cost(1));
    }

    [Fact]
    public void Pages_are_slow_when_they_are_said_to_be()
    {
        double Paint(IEnumerable<SampleEvent> events) =>
            events
                .Where(item => item.Name == "$web_vitals")
                .Average(item => item.Properties.GetProperty("$web_vitals_LCP_value").GetDouble());
        Paint(Within("slow_pages")).ShouldBeGreaterThan(1.8 * Paint(_events));
    }

    [Fact]
    public void A_short_history_has_nothing_planted() =>
        new SampleHistory(
            new()
            {
                Events = 1000,
                Days = 13,
                End = Histories.End,
            }
        ).Planted.ShouldBeEmpty();

    private static IEnumerable<SampleEvent> Within(string kind) =>
        _events.Where(item => item.Time >= _planted[kind].From && item.Time < _planted[kind].To);

    // Winter time for the whole range but its first weeks; an hour more or less does not matter here.
    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.AddHours(1).UtcDateTime);
}
