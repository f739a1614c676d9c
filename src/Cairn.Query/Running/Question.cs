using System.Diagnostics;
using System.Text.Json;
using Cairn.Events;
using Cairn.Query.Cohorts;
using Cairn.Query.Words;

namespace Cairn.Query.Running;

/// <summary>One question on its way to an answer: for whom, since when, at what cost so far.</summary>
/// <param name="Now">The moment of asking: relative ranges and partial buckets go by it.</param>
public sealed record Question(ProjectContext Project, DateTimeOffset Now)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public QuestionCost Cost { get; } = new();

    /// <summary>Whether it is only to be tried: its first read ends it with a <see cref="DryRunException"/>.</summary>
    public bool IsDry { get; init; }

    /// <summary>The project's cohorts at this moment; null where nobody keeps any.</summary>
    public ProjectCohorts? Cohorts { get; init; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>What the answer says about itself. To a caller who may see one person only it does not say what was read to find it: rows are counted over
    /// everybody's, and the SQL names how far the log has come.</summary>
    /// <param name="definition">The question as asked; null for answers without one.</param>
    /// <param name="semantics">Rules that decide what the numbers mean, a sentence each.</param>
    public QueryMeta Meta(TimeRange range, object? definition, IReadOnlyList<string> semantics, DateTimeOffset? partialFrom = null) =>
        new(
            Math.Round(Elapsed.TotalMilliseconds, 1),
            Project.IsOfOnePerson ? 0 : Cost.RowsRead,
            Project.IsOfOnePerson ? 0 : Cost.BytesRead,
            Cached: false,
            Now,
            Project.IsOfOnePerson ? "" : string.Join(";\n\n", Cost.Sql),
            definition is JsonElement asked ? QuestionWords.Of(asked, range) : null,
            definition,
            "exact",
            semantics,
            range.Zone.Id,
            new AnsweredRange(range.Start, range.End),
            partialFrom
        );
}

/// <summary>Carried by every answer.</summary>
/// <param name="ElapsedMs">From reading the question to having the answer.</param>
/// <param name="RowsRead">Rows ClickHouse read, over all reads.</param>
/// <param name="Cached">Whether the numbers come from an earlier answer.</param>
/// <param name="ComputedAt">When the numbers were made.</param>
/// <param name="Sql">What made them, with the values written in. Empty, and what was read is 0, for a caller of the role self.</param>
/// <param name="Definition">What the numbers are, in a sentence; null for answers without a question.</param>
/// <param name="Question">The question as it was asked.</param>
/// <param name="Exactness">exact: nothing is sampled or estimated.</param>
/// <param name="Timezone">IANA name of the zone that days are cut in.</param>
/// <param name="Range">The range in instants, half open.</param>
/// <param name="PartialFrom">The first bucket that is not over yet; null when all are.</param>
public sealed record QueryMeta(
    double ElapsedMs,
    long RowsRead,
    long BytesRead,
    bool Cached,
    DateTimeOffset ComputedAt,
    string Sql,
    string? Definition,
    object? Question,
    string Exactness,
    IReadOnlyList<string> Semantics,
    string Timezone,
    AnsweredRange Range,
    DateTimeOffset? PartialFrom
);

/// <summary>Half open.</summary>
public sealed record AnsweredRange(DateTimeOffset From, DateTimeOffset To);
