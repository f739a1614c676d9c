using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Spool;

public sealed class IdIndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(20_000)]
    public void A_run_holds_what_was_written_and_nothing_else(int count)
    {
        var keys = Keys(new Random(count), count);
        using var run = IdRun.Write(Path.Combine(TestFolder.Create("run"), "a.ids"), [.. keys]);

        run.Count.ShouldBe(count);
        run.Keys().ShouldBe(keys.Order());
        keys.ShouldAllBe(k => run.Contains(k));
        Keys(new Random(-1), 5000).Where(k => !keys.Contains(k)).ShouldAllBe(k => !run.Contains(k));
    }

    [Fact]
    public void A_run_of_keys_that_are_not_spread_evenly_is_searched_right_too()
    {
        // Nobody can make hashes fall so, but the search must not count on it.
        var keys = Enumerable.Range(0, 10_000).Select(i => (UInt128)(ulong)(i * 3)).Append(UInt128.MaxValue).ToArray();
        using var run = IdRun.Write(Path.Combine(TestFolder.Create("run"), "a.ids"), [.. keys]);

        keys.ShouldAllBe(k => run.Contains(k));
        run.Contains(1).ShouldBeFalse();
        run.Contains(UInt128.MaxValue - 1).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_index_answers_as_a_set_would_through_seals_merges_and_restarts(int seed)
    {
        var random = new Random(seed);
        var folder = TestFolder.Create("ids");
        var expected = new HashSet<UInt128>();
        var index = IdIndex.Open(folder);
        ulong segment = 1;
        for (var step = 0; step < 400; step++)
        {
            foreach (var key in Keys(random, random.Next(30)))
            {
                index.Contains(key).ShouldBe(expected.Contains(key));
                index.Add(key);
                expected.Add(key);
            }

            if (random.Next(3) == 0)
            {
                index.Seal(segment++, Given.Now);
                index.Tidy(Given.Now);
                if (random.Next(5) == 0)
                {
                    index.Dispose();
                    index = IdIndex.Open(folder);
                }
            }
        }

        expected.ShouldAllBe(k => index.Contains(k));
        Directory.GetFiles(folder).Length.ShouldBeLessThan(40);
        for (ulong s = 1; s < segment; s++)
            index.Covers(s).ShouldBeTrue();
        index.Covers(segment).ShouldBeFalse();
        index.Dispose();
    }

    [Fact]
    public void Ids_are_forgotten_when_the_window_is_over_and_not_before()
    {
        using var index = IdIndex.Open(TestFolder.Create("ids"));
        index.Add(7);
        index.Seal(1, Given.Now);

        index.Tidy(Given.Now + IdIndex.Window);
        index.Contains(7).ShouldBeTrue();
        index.Tidy(Given.Now + IdIndex.Window + TimeSpan.FromSeconds(1));
        index.Contains(7).ShouldBeFalse();
        IdIndex.Window.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(7));
    }

    [Fact]
    public void A_merge_that_a_crash_cut_short_leaves_every_id()
    {
        var folder = TestFolder.Create("ids");
        using (var index = IdIndex.Open(folder))
        {
            index.Add(1);
            index.Seal(10, Given.Now);
            index.Add(2);
            index.Seal(20, Given.Now);
        }

        using (IdRun.Write(Path.Combine(folder, $"{10:D20}-{20:D20}-{Given.Now.ToUnixTimeSeconds():D12}.ids"), [1, 2])) { }
        File.WriteAllText(Path.Combine(folder, "half.ids.new"), "half");
        using var again = IdIndex.Open(folder);

        (again.Contains(1), again.Contains(2), again.Contains(3)).ShouldBe((true, true, false));
        Directory.GetFiles(folder).Length.ShouldBe(1);
    }

    [Fact]
    public void Seal_that_fails_leaves_no_file_that_claims_to_cover_the_segment()
    {
        var folder = TestFolder.Create("ids");
        using var index = IdIndex.Open(folder);
        index.Add(1);
        var blocked = Path.Combine(folder, $"{5:D20}-{5:D20}-{Given.Now.ToUnixTimeSeconds():D12}.ids.new");
        Directory.CreateDirectory(blocked);

        Should.Throw<Exception>(() => index.Seal(5, Given.Now));
        index.Covers(5).ShouldBeFalse();
        index.Contains(1).ShouldBeTrue();
        Directory.Delete(blocked);
        index.Seal(5, Given.Now);
        index.Covers(5).ShouldBeTrue();
    }

    [Fact]
    public void One_projects_ids_are_not_anothers()
    {
        var id = Guid.NewGuid();
        IdIndex.KeyOf(new ProjectId(1), id).ShouldNotBe(IdIndex.KeyOf(new ProjectId(2), id));
    }

    private static HashSet<UInt128> Keys(Random random, int count)
    {
        var keys = new HashSet<UInt128>();
        while (keys.Count < count)
            keys.Add(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
        return keys;
    }
}
