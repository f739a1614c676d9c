using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Funnels;

/// <summary>Questions of kind <c>funnel</c>. A point is <c>{ step?, dropped?, breakdown?, t?, fromSeconds?, toSeconds? }</c>.</summary>
public sealed class FunnelKind(FunnelQuery funnels, FunnelPersonsQuery persons) : IQuestionKind
{
    public string Name => "funnel";

    public bool IsForSelf => true;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        FunnelReader.Read(asked.Body) is { } spec ? await funnels.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        if (FunnelReader.Read(asked.Body) is not { } spec)
            return null;
        var at = FunnelPointRef.Read(point, spec);
        return asked.Errors.Any ? null : await persons.AskAsync(asked, spec, at, limit, point.Pointer, cancellationToken);
    }
}
