using Cairn.Store.Engine;

namespace Cairn.Store.Tests.Engine;

public sealed class MemoryBudgetTests
{
    private const long Machine = 64_000_000_000;

    [Theory]
    [InlineData(null, 2_500_000_000)]
    [InlineData("", 2_500_000_000)]
    [InlineData("4GB", 4_000_000_000)]
    [InlineData(" 2.5 gb ", 2_500_000_000)]
    [InlineData("2048MiB", 2_147_483_648)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("3000000000", 3_000_000_000)]
    public void An_amount_is_read(string? setting, long bytes) => MemoryBudget.Parse(setting, Machine).TotalBytes.ShouldBe(bytes);

    [Theory]
    [InlineData("much")]
    [InlineData("-4GB")]
    [InlineData("999MB")]
    [InlineData("2TB5")]
    [InlineData("GB")]
    [InlineData("1e99")]
    public void Anything_else_is_refused_by_name(string setting) =>
        Should.Throw<FormatException>(() => MemoryBudget.Parse(setting, Machine)).Message.ShouldContain("CAIRN_MEMORY");

    [Fact]
    public void Clickhouse_gets_one_and_a_half_gigabytes_of_the_default() =>
        MemoryBudget.Parse(null, Machine).ClickHouseBytes.ShouldBe(1_500_000_000);

    [Fact]
    public void A_small_machine_gives_less() => MemoryBudget.Parse(null, 2_000_000_000).TotalBytes.ShouldBe(1_200_000_000);
}
