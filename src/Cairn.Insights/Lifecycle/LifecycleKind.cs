using System.Collections.Frozen;
using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.Lifecycle;

/// <summary>Questions of kind <c>lifecycle</c>. A point is <c>{ t, status }</c>.</summary>
public sealed class LifecycleKind(LifecycleQuery lifecycle) : IQuestionKind
{
    public string Name => "lifecycle";

    public bool IsForSelf => true;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        LifecycleReader.Read(asked.Body) is { } spec ? await lifecycle.AskAsync(asked, spec, cancellationToken) : null;

    public async Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        if (LifecycleReader.Read(asked.Body) is not { } spec)
            return null;
        var at = LifecyclePointRef.Read(point);
        return asked.Errors.Any ? null : await lifecycle.PersonsAsync(asked, spec, at, limit, point.Pointer, cancellationToken);
    }
}

/// <summary>A number of a lifecycle answer.</summary>
/// <param name="T">A bucket's start as the answer gives it.</param>
internal sealed record LifecyclePointRef(DateTimeOffset T, LifecycleStatus Status)
{
    private static readonly FrozenDictionary<string, LifecycleStatus> _statuses = new Dictionary<string, LifecycleStatus>
    {
        ["new"] = LifecycleStatus.New,
        ["returning"] = LifecycleStatus.Returning,
        ["resurrecting"] = LifecycleStatus.Resurrecting,
        ["dormant"] = LifecycleStatus.Dormant,
    }.ToFrozenDictionary();

    /// <summary>Reads <c>{ t, status }</c>.</summary>
    public static LifecyclePointRef Read(SpecNode node)
    {
        if (node.Object("t", "status") is not { } fields)
            return new LifecyclePointRef(default, default);
        return new LifecyclePointRef(
            PointTime.Read(fields.Required("t")) ?? default,
            fields.Required("status")?.Word(_statuses) ?? LifecycleStatus.New
        );
    }
}
