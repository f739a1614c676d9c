namespace Cairn.Bench;

/// <summary>One thing measured several times.</summary>
/// <param name="Name">What, with the load it was under.</param>
/// <param name="Unit">e.g. events/s, ms, MB.</param>
/// <param name="Runs">One value per run, in order.</param>
/// <param name="Target">What the figure must reach, as text; empty when nothing is asked.</param>
/// <param name="Note">What a reader must know, e.g. what bounds it; empty when nothing.</param>
public sealed record Figure(string Name, string Unit, IReadOnlyList<double> Runs, string Target = "", string Note = "")
{
    /// <summary>The middle run, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            var sorted = Runs.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public double Min => Runs.Min();

    public double Max => Runs.Max();
}

/// <summary>The figures of one verb; several verbs make a report.</summary>
public sealed record Report(string Verb, DateTimeOffset At, string Machine, IReadOnlyList<Figure> Figures);
