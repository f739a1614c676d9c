using System.Globalization;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sources;

namespace Cairn.Insights.Paths;

/// <summary>Answers a paths question.</summary>
public sealed class PathQuery(QuestionRunner runner)
{
    /// <summary>Links beyond so many, the smallest, are left out: nobody can look at more.</summary>
    public const int MostLinks = 5_000;

    /// <summary>What stands for the middle of a path that is too long.</summary>
    public const string Between = "...";

    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<PathResult?> AskAsync(Asked asked, PathSpec spec, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } range)
            return null;
        var question = asked.Question;
        var tallies = await runner.WalkAsync(
            question,
            PathSql.Build(spec, Source(question, range)),
            () => new PathTally(spec),
            PathTally.Visit,
            cancellationToken
        );
        var links = PathTally.Merge(tallies).Where(l => l.Milliseconds.Count >= spec.MinEdge).ToList();
        var isCut = links.Count > MostLinks;
        if (isCut)
            links =
            [
                .. links
                    .OrderByDescending(l => l.Milliseconds.Count)
                    .ThenBy(l => l.Key.Step)
                    .ThenBy(l => l.Key.From)
                    .ThenBy(l => l.Key.To)
                    .Take(MostLinks),
            ];
        var names = await NamesAsync(question, spec, range, links, cancellationToken);
        var nodes = links
            .SelectMany(l => new[] { (l.Key.Step, Name(l.Key.From)), (l.Key.Step + 1, Name(l.Key.To)) })
            .Distinct()
            .Select(n => new PathStep(Id(n.Item1, n.Item2), n.Item2, n.Item1))
            .OrderBy(n => n.Step)
            .ThenBy(n => n.Name, StringComparer.Ordinal);
        return new PathResult(
            [.. nodes],
            [
                .. links
                    .Select(l => new PathLink(
                        Id(l.Key.Step, Name(l.Key.From)),
                        Id(l.Key.Step + 1, Name(l.Key.To)),
                        l.Milliseconds.Count,
                        Durations.MedianSeconds(l.Milliseconds)
                    ))
                    .OrderByDescending(l => l.Count)
                    .ThenBy(l => l.From, StringComparer.Ordinal)
                    .ThenBy(l => l.To, StringComparer.Ordinal),
            ],
            question.Meta(range, asked.Body.Element, PathSemantics.Of(spec, isCut))
        );

        string Name(ulong? hash) => hash is { } known ? names[known] : Between;
    }

    /// <summary>The range; null with the faults reported.</summary>
    internal async Task<TimeRange?> PrepareAsync(Asked asked, PathSpec spec, CancellationToken cancellationToken)
    {
        var range = await runner.ResolveAsync(asked.Question, spec.Range, asked.Errors, asked.At("/range"), cancellationToken);
        if (spec.Filter is { } filter)
            await runner.CheckRegexesAsync([(filter, asked.At("/filter"))], asked.Errors, cancellationToken);
        return asked.Errors.Any ? null : range;
    }

    internal EventSource Source(Question question, TimeRange range) => new(question.Project, range, runner.Persons);

    private static string Id(int step, string name) => string.Create(CultureInfo.InvariantCulture, $"{step}_{name}");

    private async Task<Dictionary<ulong, string>> NamesAsync(
        Question question,
        PathSpec spec,
        TimeRange range,
        List<PathTally.Link> links,
        CancellationToken cancellationToken
    )
    {
        ulong[] hashes = [.. links.SelectMany(l => new[] { l.Key.From, l.Key.To }).OfType<ulong>().Distinct().Order()];
        if (hashes.Length == 0)
            return [];
        var rows = await runner.ReadAsync(question, PathSql.Names(spec, Source(question, range), hashes), cancellationToken);
        return rows.ToDictionary(r => r.UInt64(0), r => r.String(1));
    }
}
