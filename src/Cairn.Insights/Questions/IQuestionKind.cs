using Cairn.Events;
using Cairn.Query.Running;
using Cairn.Query.Spec;

namespace Cairn.Insights.Questions;

/// <summary>One kind of question: how its JSON is answered, and who is behind its numbers.</summary>
public interface IQuestionKind
{
    /// <summary>The contract's word for it.</summary>
    string Name { get; }

    /// <summary>Whether a caller of the role self may ask it: it reads events through <see cref="Query.Sources.EventSource"/> and nothing else, so that its answer is that of a
    /// project with that person's events alone.</summary>
    bool IsForSelf { get; }

    /// <summary>The answer, to be written as JSON; null when the question has faults, all of which are reported.</summary>
    Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken);

    /// <summary>The persons behind one number of the answer; null when the question or the point has faults, all of which are reported.</summary>
    /// <param name="point">Where in the answer the number stands; each kind says how.</param>
    /// <param name="limit">List so many at most; the count is of all.</param>
    Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken);
}

/// <summary>A question of some kind on its way to an answer.</summary>
/// <param name="Body">Its JSON. The pointer is empty where the question is the whole body, else it leads to it.</param>
public sealed record Asked(Question Question, SpecNode Body)
{
    public ProjectContext Project => Question.Project;

    public SpecErrors Errors => Body.Errors;

    /// <summary>A place inside the question, as a pointer into the body that carries it.</summary>
    public string At(string pointer) => Body.Pointer + pointer;
}

/// <summary>The persons behind a number.</summary>
/// <param name="Count">All of them, also beyond those listed.</param>
public sealed record PersonsBehind(IReadOnlyList<PersonBehind> Items, string? Next, long Count, QueryMeta Meta);

/// <param name="PersonId">In decimal digits: 64 bits do not fit a JavaScript number.</param>
/// <param name="DistinctId">One of the ids that the person's events carry.</param>
/// <param name="Events">Matching events.</param>
public sealed record PersonBehind(string PersonId, string DistinctId, long Events, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);
