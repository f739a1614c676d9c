using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Cairn.Insights.Correlations;

/// <summary>How many of those who succeeded and of those who failed have a trait.</summary>
/// <param name="SuccessWith">Succeeded, with the trait.</param>
/// <param name="FailureWith">Failed, with the trait.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ContingencyTable(long SuccessWith, long FailureWith, long Success, long Failure)
{
    private const double _z95 = 1.959963984540054;

    /// <summary>Above, the exact test would take too long, and its approximation is as good.</summary>
    private const long MostForExactTest = 5_000;

    private (double A, double B, double C, double D) Cells =>
        (SuccessWith + 1.0, FailureWith + 1.0, Success - SuccessWith + 1.0, Failure - FailureWith + 1.0);

    /// <summary>Odds of success with the trait against those without, one added to every cell so that no cell is empty (as PostHog does).</summary>
    public double OddsRatio => Cells.A * Cells.D / (Cells.B * Cells.C);

    /// <summary>95 % confidence interval of the odds ratio over the same cells, by the standard error of its logarithm (B. Woolf, 1955).</summary>
    public (double Low, double High) Confidence
    {
        get
        {
            var (a, b, c, d) = Cells;
            var error = _z95 * Math.Sqrt((1 / a) + (1 / b) + (1 / c) + (1 / d));
            return (Math.Exp(Math.Log(OddsRatio) - error), Math.Exp(Math.Log(OddsRatio) + error));
        }
    }

    /// <summary>The smallest count that chance would lead one to expect in a cell; 0 over nobody.</summary>
    public double SmallestExpected
    {
        get
        {
            double all = Success + Failure;
            if (all == 0)
                return 0;
            double with = SuccessWith + FailureWith;
            return Math.Min(with, all - with) * Math.Min(Success, Failure) / all;
        }
    }

    /// <summary>How likely a table at least as far from chance is, were there no association. Two-sided. R. A. Fisher's exact test up to 5,000 entities; beyond,
    /// K. Pearson's chi-square with one degree of freedom.</summary>
    public double PValue => Success + Failure <= MostForExactTest ? FisherExact() : ChiSquare();

    /// <summary>Sum of the probabilities of all tables with the same margins that are no likelier than this one.</summary>
    private double FisherExact()
    {
        var with = SuccessWith + FailureWith;
        var (low, high) = (Math.Max(0, with - Failure), Math.Min(with, Success));
        var table = this;
        var own = Log(SuccessWith);
        var sum = 0.0;
        for (var k = low; k <= high; k++)
            if (Log(k) <= own + 1e-7)
                sum += Math.Exp(Log(k));
        return Math.Min(1, sum);

        double Log(long k) => Choose(table.Success, k) + Choose(table.Failure, with - k) - Choose(table.Success + table.Failure, with);

        static double Choose(long n, long k) => SpecialFunctions.BinomialLn((int)n, (int)k);
    }

    private double ChiSquare()
    {
        double n = Success + Failure;
        double with = SuccessWith + FailureWith;
        var divisor = with * (n - with) * Success * Failure;
        if (divisor == 0)
            return 1;
        var difference = (SuccessWith * (double)(Failure - FailureWith)) - (FailureWith * (double)(Success - SuccessWith));
        return SpecialFunctions.Erfc(Math.Sqrt(n * difference * difference / divisor / 2));
    }

    /// <summary>Adjusts p-values for having looked at so many: the share of false findings among those below a level is at most that level
    /// (Y. Benjamini, Y. Hochberg, 1995). In the order given.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var least = 1.0;
        for (var n = 0; n < order.Length; n++)
        {
            var rank = order.Length - n;
            least = Math.Min(least, pValues[order[n]] * order.Length / rank);
            adjusted[order[n]] = least;
        }

        return adjusted;
    }
}
