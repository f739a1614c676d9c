using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Paths;

/// <summary>Questions of kind <c>paths</c>. A point is <c>{ from, to }</c> or <c>{ node }</c>.</summary>
public sealed class PathKind(PathQuery paths, PathPersonsQuery persons) : IQuestionKind
{
    public string Name => "paths";

    public bool IsForSelf => true;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        PathReader.Read(asked.Body) is { } spec ? await paths.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        if (PathReader.Read(asked.Body) is not { } spec)
            return null;
        var at = PathPointRef.Read(point);
        return asked.Errors.Any ? null : await persons.AskAsync(asked, spec, at, limit, cancellationToken);
    }
}
