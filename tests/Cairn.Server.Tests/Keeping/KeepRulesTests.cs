using Cairn.Events;
using Cairn.Server.Keeping;
using Cairn.Store.Keeping;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Tests.Keeping;

public sealed class KeepRulesTests
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>Days are UTC's, whatever clocks do on them: Berlin's clocks jump on 2026-03-29 and strike twice on 2026-10-25.</summary>
    [Theory]
    [InlineData("2026-03-30T00:00:00Z", "2026-03-28T23:59:59.999Z", "2026-03-29T00:00:00Z")]
    [InlineData("2026-03-30T23:59:59Z", "2026-03-28T23:59:59.999Z", "2026-03-29T00:00:00Z")]
    [InlineData("2026-10-26T00:30:00+02:00", "2026-10-23T23:59:59.999Z", "2026-10-24T00:00:00Z")]
    [InlineData("2026-03-01T12:00:00Z", "2026-02-27T23:59:59.999Z", "2026-02-28T00:00:00Z")]
    public void An_event_is_past_its_time_when_its_day_is(string now, string gone, string kept)
    {
        var cutoffs = new KeepRules(1, false, []).CutoffsAt(Time(now));

        cutoffs.IsPast("any", Time(gone)).ShouldBeTrue();
        cutoffs.IsPast("any", Time(kept)).ShouldBeFalse();
    }

    [Fact]
    public void An_event_s_own_rule_goes_before_the_project_s_in_both_directions()
    {
        var rules = new KeepRules(30, false, [new("debug", 2), new("purchase", 400), new("signed_up", null)]);
        var now = Time("2026-06-15T10:00:00Z");

        bool Past(string name, int days) => rules.CutoffsAt(now).IsPast(name, now.AddDays(-days));
        (Past("look", 29), Past("look", 31)).ShouldBe((false, true));
        (Past("debug", 1), Past("debug", 3)).ShouldBe((false, true));
        (Past("purchase", 399), Past("purchase", 401)).ShouldBe((false, true));
        Past("signed_up", 9000).ShouldBeFalse();
        rules.CutoffsAt(now).Latest.ShouldBe(Time("2026-06-13T00:00:00Z"));
        KeepRules.Everything.CutoffsAt(now).Latest.ShouldBeNull();
    }

    [Fact]
    public void Rules_take_more_when_some_event_may_go_earlier_or_without_an_archive()
    {
        var old = new KeepRules(90, true, [new("debug", 7), new("purchase", null)]);

        (old with { KeepDays = 89 }).TakesMoreThan(old).ShouldBeTrue();
        (old with { KeepDays = null }).TakesMoreThan(old).ShouldBeFalse();
        (old with { Archive = false }).TakesMoreThan(old).ShouldBeTrue();
        (old with { Events = [new("debug", 7)] }).TakesMoreThan(old).ShouldBeTrue("purchases would fall to the project's rule");
        (old with { Events = [new("purchase", null)] }).TakesMoreThan(old).ShouldBeFalse("debug is kept longer");
        (old with { Events = [.. old.Events, new("look", 30)] }).TakesMoreThan(old).ShouldBeTrue();
        KeepRules.Everything.TakesMoreThan(old).ShouldBeFalse();
        old.TakesMoreThan(old).ShouldBeFalse();
    }

    [Fact]
    public void A_file_holds_days_of_one_month_up_to_its_size_and_a_large_day_is_cut()
    {
        const long Most = ArchiveSlice.MostEvents;
        var slices = ArchiveSlice.Of([
            new(new(2026, 1, 30), Most / 2, 0),
            new(new(2026, 1, 31), Most / 4, 0),
            new(new(2026, 2, 1), 1, 0),
            new(new(2026, 2, 5), Most / 2, ArchiveSlice.MostBytes),
            new(new(2026, 2, 6), (2 * Most) + 1, 0),
            new(new(2026, 2, 7), 1, 0),
        ]);

        slices.ShouldBe([
            new(new(2026, 1, 30), new(2026, 2, 1)),
            new(new(2026, 2, 1), new(2026, 2, 2)),
            new(new(2026, 2, 5), new(2026, 2, 6)),
            new(new(2026, 2, 6), new(2026, 2, 7), 3, 0),
            new(new(2026, 2, 6), new(2026, 2, 7), 3, 1),
            new(new(2026, 2, 6), new(2026, 2, 7), 3, 2),
            new(new(2026, 2, 7), new(2026, 2, 8)),
        ]);
    }

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", "2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z")] // summer time begins at 01:00Z
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z")]
    [InlineData("2026-10-25T01:59:00Z", "2026-10-24T01:00:00Z", "2026-10-25T02:00:00Z")] // and ends at 01:00Z
    public void The_quiet_hour_is_three_in_the_morning_where_the_project_is(string now, string last, string next)
    {
        QuietHour.Last(Time(now), _berlin).ShouldBe(Time(last));
        QuietHour.Next(Time(now), _berlin).ShouldBe(Time(next));
    }

    [Fact]
    public void A_missed_night_is_made_up_for_and_grace_is_waited_for()
    {
        var saved = new SavedRules(new(1), new(30, false, []), null, default, "", Time("2026-06-10T12:00:00Z"));

        bool Due(string now, string? lastRun, RetentionState state = RetentionState.Done) =>
            RunRetention.IsDue(saved, lastRun is null ? null : Run(Time(lastRun), state), TimeZoneInfo.Utc, Time(now));
        Due("2026-06-10T13:00:00Z", null).ShouldBeFalse("the first night after the grace has not come");
        Due("2026-06-11T02:59:00Z", null).ShouldBeFalse();
        Due("2026-06-11T03:00:00Z", null).ShouldBeTrue();
        Due("2026-06-11T09:00:00Z", "2026-06-11T03:00:10Z").ShouldBeFalse();
        Due("2026-06-15T17:00:00Z", "2026-06-11T03:00:10Z").ShouldBeTrue("the server was down at night");
        Due("2026-06-11T09:00:00Z", "2026-06-11T03:00:10Z", RetentionState.Failed).ShouldBeTrue();
        (saved = saved with { Rules = KeepRules.Everything }).Rules.HasLimit.ShouldBeFalse();
        Due("2026-06-15T17:00:00Z", null).ShouldBeFalse();
    }

    private static RetentionRun Run(DateTimeOffset at, RetentionState state) =>
        new(Guid.Empty, new(1), state, null, at, at, new(null, []), 0, false, 0, 0, null);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
