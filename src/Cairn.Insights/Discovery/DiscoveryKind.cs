using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Discovery;

/// <summary>Questions of kind <c>discovery</c>. Persons are asked of the funnels found.</summary>
public sealed class DiscoveryKind(DiscoveryQuery query) : IQuestionKind
{
    public string Name => "discovery";

    public bool IsForSelf => false;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        DiscoverySpec.Read(asked.Body) is { } spec ? await query.AskAsync(asked, spec, cancellationToken) : null;

    public Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        point.Fault("no_persons", "Ask for the persons of a funnel that was found: its query stands beside it.");
        return Task.FromResult<PersonsBehind?>(null);
    }
}
