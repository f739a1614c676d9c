using Cairn.Insights.Questions;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Stickiness;

/// <summary>Questions of kind <c>stickiness</c>. A point is <c>{ intervals?, previous? }</c>.</summary>
public sealed class StickinessKind(StickinessQuery stickiness) : IQuestionKind
{
    public string Name => "stickiness";

    public bool IsForSelf => true;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        StickinessReader.Read(asked.Body) is { } spec ? await stickiness.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        if (StickinessReader.Read(asked.Body) is not { } spec)
            return null;
        var at = StickinessPointRef.Read(point);
        return asked.Errors.Any ? null : await stickiness.PersonsAsync(asked, spec, at, limit, point.Pointer, cancellationToken);
    }
}

/// <summary>A number of a stickiness answer.</summary>
/// <param name="Intervals">Null: the total.</param>
/// <param name="Previous">That of the compared period.</param>
internal sealed record StickinessPointRef(int? Intervals, bool Previous)
{
    /// <summary>Reads <c>{ intervals?, previous? }</c>.</summary>
    public static StickinessPointRef Read(SpecNode node) =>
        node.Object("intervals", "previous") is { } fields
            ? new StickinessPointRef(fields["intervals"]?.Whole(1, Buckets.Most), fields["previous"]?.Flag() ?? false)
            : new StickinessPointRef(null, false);
}
