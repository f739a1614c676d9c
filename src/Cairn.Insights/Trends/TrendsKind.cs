using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Trends;

/// <summary>Questions of kind <c>trends</c>. A point is <c>{ series, t?, breakdown? }</c>.</summary>
public sealed class TrendsKind(TrendsQuery trends, TrendsPersonsQuery persons) : IQuestionKind
{
    public string Name => "trends";

    public bool IsForSelf => true;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        TrendsReader.Read(asked.Body) is { } spec ? await trends.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        var spec = TrendsReader.Read(asked.Body);
        var at = TrendsPointRef.Read(point);
        return spec is null || asked.Errors.Any ? null : await persons.AskAsync(asked, spec, at, limit, cancellationToken);
    }
}
