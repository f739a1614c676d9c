using System.Globalization;

namespace Cairn.Store.Engine;

/// <summary>How much memory all of Cairn may take, engines included, and who gets what of it. <c>CAIRN_MEMORY</c>; 2.5 GB unless set, or 60 % of
/// the machine where that is less.</summary>
/// <param name="TotalBytes">All processes together.</param>
public readonly record struct MemoryBudget(long TotalBytes)
{
    public const string Variable = "CAIRN_MEMORY";

    /// <summary>Below, ClickHouse does not work well enough to be let loose on.</summary>
    public const long LeastBytes = 1_000_000_000;

    private const long DefaultBytes = 2_500_000_000;

    /// <summary>Three fifths: 1.5 GB of the default.</summary>
    public long ClickHouseBytes => TotalBytes / 5 * 3;

    /// <param name="setting">The value of <see cref="Variable"/>: bytes, or a number with MB, GB, MiB or GiB. Null or empty: the default.</param>
    /// <param name="machineBytes">The memory of the machine or its container.</param>
    /// <exception cref="FormatException">It is no such amount, or less than <see cref="LeastBytes"/>.</exception>
    public static MemoryBudget Parse(string? setting, long machineBytes)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return new MemoryBudget(Math.Max(LeastBytes, Math.Min(DefaultBytes, machineBytes / 5 * 3)));
        (string Suffix, double Factor)[] units = [("GiB", 1L << 30), ("MiB", 1L << 20), ("GB", 1e9), ("MB", 1e6), ("", 1)];
        var text = setting.Trim();
        var (suffix, factor) = units.First(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase));
        var number = text[..^suffix.Length].TrimEnd();
        if (
            !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value * factor is not (>= LeastBytes and < 1e15)
        )
            throw new FormatException($"{Variable} must be an amount of memory of at least 1GB, such as 2500MB or 4GB, not \"{setting}\".");
        return new MemoryBudget((long)(value * factor));
    }
}
