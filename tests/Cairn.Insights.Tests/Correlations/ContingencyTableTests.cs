using Cairn.Insights.Correlations;

namespace Cairn.Insights.Tests.Correlations;

public sealed class ContingencyTableTests
{
    [Fact]
    public void The_lady_tasting_tea_is_a_matter_of_chance() => new ContingencyTable(3, 1, 4, 4).PValue.ShouldBe(34.0 / 70, 1e-12);

    [Fact]
    public void The_exact_test_is_R_s() =>
        // fisher.test(matrix(c(1, 9, 11, 3), 2))$p.value
        new ContingencyTable(1, 11, 10, 14).PValue.ShouldBe(0.002759456185220083, 1e-12);

    [Fact]
    public void Large_tables_take_the_chi_square() =>
        // chisq.test(matrix(c(3000, 3000, 2800, 3200), 2), correct = FALSE): X² = 13.346…
        new ContingencyTable(3000, 2800, 6000, 6000).PValue.ShouldBe(0.000258831, 1e-6);

    [Fact]
    public void The_odds_ratio_adds_one_to_every_cell_as_PostHog_does()
    {
        new ContingencyTable(5, 0, 10, 10).OddsRatio.ShouldBe(11);
        new ContingencyTable(0, 5, 10, 10).OddsRatio.ShouldBe(1 / 11.0);
        var (low, high) = new ContingencyTable(5, 0, 10, 10).Confidence;
        (low < 11 && high > 11).ShouldBeTrue();
        (low * high).ShouldBe(121, 1e-9); // symmetric on the logarithm's scale
    }

    [Fact]
    public void Adjusting_is_R_s_too() =>
        // p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH")
        ContingencyTable.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)).ShouldBe([0.02, 0.04, 0.04, 0.02]);

    [Fact]
    public void Nobody_is_no_evidence() => new ContingencyTable(0, 0, 0, 0).PValue.ShouldBe(1);
}
