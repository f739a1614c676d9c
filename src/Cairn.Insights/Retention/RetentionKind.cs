using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Retention;

/// <summary>Questions of kind <c>retention</c>. A point is <c>{ cohort, period?, dropped?, breakdown? }</c>.</summary>
public sealed class RetentionKind(RetentionQuery retention, RetentionPersonsQuery persons) : IQuestionKind
{
    public string Name => "retention";

    public bool IsForSelf => true;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        RetentionReader.Read(asked.Body) is { } spec ? await retention.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        if (RetentionReader.Read(asked.Body) is not { } spec)
            return null;
        var at = RetentionPointRef.Read(point, spec);
        return asked.Errors.Any ? null : await persons.AskAsync(asked, spec, at, limit, point.Pointer, cancellationToken);
    }
}
