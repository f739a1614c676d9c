using Cairn.Query.Filters;

namespace Cairn.Insights.Questions;

/// <summary>Selectors that look only at a part of what is scanned. Needed where events of a bucket are united and the bucket reaches over the range's
/// edge.</summary>
internal static class TimeGuard
{
    /// <summary>The selector's events before an instant.</summary>
    public static Selector Before(this Selector selector, DateTimeOffset end) => selector.Narrowed(Op.Lt, end);

    /// <summary>The selector's events at an instant and after it.</summary>
    public static Selector From(this Selector selector, DateTimeOffset start) => selector.Narrowed(Op.Gte, start);

    private static Selector Narrowed(this Selector selector, Op op, DateTimeOffset at)
    {
        var compare = new Filter.Compare(
            new PropertyRef(PropertyScope.Event, "timestamp"),
            op,
            [FilterValue.Of(at.ToUnixTimeMilliseconds())]
        );
        return selector with { Where = selector.Where is { } where ? new Filter.And([compare, where]) : compare };
    }
}
