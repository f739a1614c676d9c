namespace Cairn.Sample.Tests;

public sealed class DisorderTests
{
    private static readonly SampleOptions _tidy = new() { Events = 20_000, End = Histories.End };

    [Fact]
    public void Duplicates_come_on_top_and_equal_the_first_byte_for_byte()
    {
        var events = Histories.Read(_tidy with { Duplicates = 0.02 });
        (events.Count - _tidy.Events).ShouldBeInRange(300, 500);
        events.GroupBy(item => item.Id).ShouldAllBe(same => same.Select(item => item.Whole.GetRawText()).Distinct().Count() == 1);
    }

    [Fact]
    public void Late_events_are_all_there_only_later()
    {
        var tidy = Histories.Read(_tidy);
        var late = Histories.Read(_tidy with { Late = 0.05 });
        late.Select(item => item.Id).Order().ShouldBe(tidy.Select(item => item.Id).Order());
        late.Zip(late.Skip(1)).Count(pair => pair.Second.Time < pair.First.Time.AddHours(-3)).ShouldBeGreaterThan(300);
    }
}
