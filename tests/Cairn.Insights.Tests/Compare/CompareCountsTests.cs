using Cairn.Insights.Compare;

namespace Cairn.Insights.Tests.Compare;

public sealed class CompareCountsTests
{
    private const long First = 500_000;

    [Fact]
    public void The_same_counts_need_no_cause()
    {
        var answer = CompareCounts.Run(Theirs(5, 7, 3, 9), Ours(5, 7, 3, 9));

        (answer.ShiftHours, answer.Difference).ShouldBe((0, 0));
        answer
            .Events.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => e.Verdict.ShouldBe("same"),
                e => e.Causes.ShouldBeEmpty(),
                e => (e.Theirs, e.Ours).ShouldBe((24, 24))
            );
    }

    [Fact]
    public void Bots_explain_a_surplus_of_ours_as_far_as_there_are_any()
    {
        OurCount[] ours = [new("a", First, First, 12, 4), new("a", First + 1, First + 1, 10, 3), new("a", First + 2, First + 2, 9, 0)];

        var e = CompareCounts.Run(Theirs(8, 10, 7), ours).Events.ShouldHaveSingleItem();

        e.Difference.ShouldBe(6);
        e.Causes.ShouldBe([new Cause("bots", 4, 7), new Cause("unexplained", 2, 2)]);
        e.Verdict.ShouldBe("open");
    }

    [Fact]
    public void Events_that_came_late_are_counted_there_when_they_came()
    {
        OurCount[] ours = [new("a", First, First, 10, 0), new("a", First, First + 2, 5, 0), new("a", First + 2, First + 2, 10, 0)];

        var e = CompareCounts.Run(Theirs(10, 0, 15), ours).Events.ShouldHaveSingleItem();

        e.Causes.ShouldBe([new Cause("late", 10, 5)]);
        e.Verdict.ShouldBe("explained");
    }

    [Fact]
    public void What_theirs_has_more_is_missing_here_and_no_reason_is_invented()
    {
        var e = CompareCounts.Run(Theirs(10, 10, 13, 10, 10, 10), Ours(10, 10, 10, 10, 10, 10)).Events.ShouldHaveSingleItem();

        e.Causes.ShouldBe([new Cause("missing", 3, 3)]);
        e.Verdict.ShouldBe("open");
    }

    [Fact]
    public void A_part_of_an_hour_at_the_edge_and_blocked_clients_are_told_apart()
    {
        var edge = CompareCounts.Run(Theirs(3, 10, 10, 10, 10), Ours(10, 10, 10, 10, 10)).Events.ShouldHaveSingleItem();
        var blocked = CompareCounts.Run(Theirs(8, 8, 8, 8, 8, 8, 8), Ours(10, 10, 10, 10, 10, 10, 10)).Events.ShouldHaveSingleItem();

        edge.Causes.ShouldBe([new Cause("edges", 7, 7)]);
        blocked.Causes.ShouldBe([new Cause("blocked", 14, 14)]);
        blocked.Verdict.ShouldBe("explained");
    }

    [Fact]
    public void Whatever_was_done_to_the_numbers_is_named_and_what_is_explained_adds_up()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var shift = random.Next(-CompareCounts.MostShift, CompareCounts.MostShift + 1);
            var ours = new List<OurCount>();
            var theirs = new List<TheirCount>();
            var (bots, late) = (0L, 0L);
            foreach (var name in (string[])["a", "b", "c"])
                for (var hour = 0; hour < 48; hour++)
                {
                    var (people, robots) = (random.Next(20, 200), random.Next(3));
                    var behind = random.Next(3);
                    var at = First + hour + shift;
                    ours.Add(new OurCount(name, at, at, people + robots, robots));
                    ours.Add(new OurCount(name, at, at + 3, behind, 0));
                    theirs.Add(new TheirCount(name, First + hour, people));
                    (bots, late) = (bots + robots, late + behind);
                }

            var answer = CompareCounts.Run(theirs, ours);

            answer.ShiftHours.ShouldBe(shift, $"seed {seed}");
            answer.Difference.ShouldBe(bots + late, $"seed {seed}");
            foreach (var e in answer.Events)
                e.Causes.Sum(c => c.Explains).ShouldBe(e.Difference, $"seed {seed}");
            answer.Events.SelectMany(e => e.Causes).Where(c => c.Name == "late").Sum(c => c.Explains).ShouldBe(late, $"seed {seed}");
            answer.Events.SelectMany(e => e.Causes).Where(c => c.Name == "bots").Sum(c => c.Explains).ShouldBe(bots, $"seed {seed}");
            answer.Events.ShouldAllBe(e => e.Verdict != "open");
        }
    }

    private static TheirCount[] Theirs(params long[] counts) => [.. counts.Select((c, i) => new TheirCount("a", First + i, c))];

    private static OurCount[] Ours(params long[] counts) => [.. counts.Select((c, i) => new OurCount("a", First + i, First + i, c, 0))];
}
