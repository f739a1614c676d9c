using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Correlations;

/// <summary>Questions of kind <c>correlation</c>. A point is <c>{ success, event? }</c> or <c>{ success, property, value }</c>.</summary>
public sealed class CorrelationKind(CorrelationQuery query, CorrelationPersonsQuery persons) : IQuestionKind
{
    public string Name => "correlation";

    public bool IsForSelf => false;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        CorrelationReader.Read(asked.Body) is { } spec ? await query.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        var spec = CorrelationReader.Read(asked.Body);
        var at = CorrelationPointRef.Read(point);
        return spec is null || asked.Errors.Any ? null : await persons.AskAsync(asked, spec, at, limit, cancellationToken);
    }
}
