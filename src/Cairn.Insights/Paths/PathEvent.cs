using Cairn.Query.Sequences;

namespace Cairn.Insights.Paths;

/// <summary>What a paths question puts into <see cref="StepEvent.Mask"/> and <see cref="StepEvent.Labels"/>: four flags and 60 bits of a name's hash, the
/// upper 28 in the mask.</summary>
internal static class PathEvent
{
    /// <summary>It is a step.</summary>
    public const ulong StepBit = 1u << 31;

    /// <summary>Its session is the client's own and ends nowhere.</summary>
    public const ulong ClientBit = 1u << 30;

    /// <summary>It is where paths begin.</summary>
    public const ulong StartBit = 1u << 29;

    /// <summary>It is where paths end.</summary>
    public const ulong EndBit = 1u << 28;

    public const ulong HashMask = (1UL << 60) - 1;

    public static bool Has(this StepEvent e, ulong bit) => (e.Mask & bit) != 0;

    /// <summary>Of its name.</summary>
    public static ulong Hash(this StepEvent e) => ((ulong)(e.Mask & (EndBit - 1)) << 32) | e.Labels;
}
