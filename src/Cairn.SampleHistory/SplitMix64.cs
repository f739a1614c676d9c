namespace Cairn.Sample;

/// <summary>A small random generator of our own, so that the same seed gives the same history on every runtime and machine.</summary>
/// <remarks>Written from the algorithm of G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014):
/// a Weyl sequence through a 64-bit mixing function (variant 13 of D. Stafford). About 1 ns per draw. Not for secrets.</remarks>
public struct SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>A bijection on 64 bits: different inputs give different outputs.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The draw that belongs to two numbers: a fact about somebody that can be looked up again without having been kept.</summary>
    public static ulong At(ulong seed, ulong index) => Mix(seed + (index + 1) * Golden);

    /// <summary>0 &lt;= x &lt; 1, 53 bits.</summary>
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += Golden);

    /// <summary>0 &lt;= x &lt; 1.</summary>
    public double NextUnit() => Unit(Next());

    /// <summary>min &lt;= x &lt; max; the bias of the multiply-shift is below 2^-32 for the ranges used here.</summary>
    public int Next(int min, int max) => min + (int)(((Next() >> 32) * (ulong)(max - min)) >> 32);

    /// <summary>True in <paramref name="probability"/> (0..1) of all draws.</summary>
    public bool Chance(double probability) => NextUnit() < probability;
}
