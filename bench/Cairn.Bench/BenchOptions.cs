namespace Cairn.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Runs">Repetitions of each figure; three or more for a figure that is published.</param>
/// <param name="Seconds">How long each load lasts.</param>
/// <param name="StoredEvents">Size of the store for questions, cold start, memory and idle.</param>
/// <param name="Out">Where reports go.</param>
/// <param name="Store">The data folder of the large store; kept between runs, since loading takes minutes.</param>
internal sealed record BenchOptions(int Runs, int Seconds, int StoredEvents, string Out, string Store)
{
    /// <summary>The history that is loaded: ninety days that end on a fixed day, so that questions always have the same answers.</summary>
    public static DateTimeOffset HistoryEnd { get; } = new(2026, 11, 20, 23, 0, 0, TimeSpan.Zero);

    public const int HistoryDays = 90;

    /// <exception cref="FormatException">An option is unknown or no number.</exception>
    public static (BenchOptions Options, IReadOnlyList<string> Verbs) Read(IReadOnlyList<string> arguments, string repository)
    {
        var options = new BenchOptions(3, 60, 10_000_000, Path.Combine(repository, "artifacts/bench"), "");
        var verbs = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => i + 1 < arguments.Count ? arguments[++i] : throw new FormatException($"{arguments[i]} needs a value.");
            int Number(string name) =>
                int.TryParse(Value(), out var value) && value > 0 ? value : throw new FormatException($"{name} must be a positive number.");
            switch (arguments[i])
            {
                case "--runs":
                    options = options with { Runs = Number("--runs") };
                    break;
                case "--seconds":
                    options = options with { Seconds = Number("--seconds") };
                    break;
                case "--events":
                    options = options with { StoredEvents = Number("--events") };
                    break;
                case "--out":
                    options = options with { Out = Path.GetFullPath(Value()) };
                    break;
                case "--store":
                    options = options with { Store = Path.GetFullPath(Value()) };
                    break;
                case var verb when verb.StartsWith('-'):
                    throw new FormatException($"Unknown option {verb}; known are --runs, --seconds, --events, --out, --store.");
                default:
                    verbs.Add(arguments[i]);
                    break;
            }
        }
        if (options.Store.Length == 0)
            options = options with { Store = Path.Combine(Path.GetTempPath(), $"cairn-bench-{options.StoredEvents}") };
        return (options, verbs);
    }
}
