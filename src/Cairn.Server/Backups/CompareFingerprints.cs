namespace Cairn.Server.Backups;

/// <summary>Lays answers of a copy beside those of the original.</summary>
internal sealed class CompareFingerprints(IReadOnlyList<Fingerprint> expected)
{
    private const string Report = "report:";
    private readonly Dictionary<(uint, string), string?> _expected = expected.ToDictionary(f => (f.Project, f.Question), f => f.Hash);

    /// <summary>Answers that were compared.</summary>
    public int Compared { get; private set; }

    public List<string> Faults { get; } = [];

    /// <param name="found">All of its kind.</param>
    /// <param name="isOfReports">Whether these are saved reports, or the fixed questions.</param>
    /// <param name="when">For the sentence.</param>
    public void Add(IReadOnlyList<Fingerprint> found, bool isOfReports, string when)
    {
        foreach (var print in found)
        {
            if (!_expected.TryGetValue((print.Project, print.Question), out var hash))
                Faults.Add($"Project {print.Project} has {print.Question} {when}, which it had not when the backup was made.");
            else if (hash is not null && print.Hash != hash)
                Faults.Add($"Project {print.Project}: {print.Question} has another answer {when}.");
            else if (hash is not null)
                Compared++;
        }

        var names = found.Select(f => (f.Project, f.Question)).ToHashSet();
        foreach (var (project, question) in _expected.Keys.Where(k => IsReport(k.Item2) == isOfReports && !names.Contains(k)))
            Faults.Add($"Project {project} lacks {question} {when}.");
    }

    /// <summary>The same reports on the same copy, before and after a change of its tables.</summary>
    public void AddChanges(IReadOnlyList<Fingerprint> before, IReadOnlyList<Fingerprint> after)
    {
        var now = after.ToDictionary(f => (f.Project, f.Question), f => f.Hash);
        foreach (var print in before.Where(f => f.Hash is not null))
        {
            if (now.GetValueOrDefault((print.Project, print.Question)) == print.Hash)
                Compared++;
            else
                Faults.Add($"Project {print.Project}: {print.Question} has another answer after the upgrade.");
        }
    }

    public static bool IsReport(string question) => question.StartsWith(Report, StringComparison.Ordinal);
}
