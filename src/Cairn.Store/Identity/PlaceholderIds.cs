using System.Collections.Frozen;

namespace Cairn.Store.Identity;

/// <summary>Ids that clients send when they know nobody. Joining on them would make one person of many strangers, so they never merge anything.</summary>
public static class PlaceholderIds
{
    private static readonly FrozenSet<string> _known = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "null",
        "nil",
        "none",
        "nan",
        "undefined",
        "unknown",
        "anonymous",
        "anonymous_user",
        "guest",
        "not_authenticated",
        "unauthenticated",
        "true",
        "false",
        "0",
        "-1",
        "id",
        "email",
        "distinct_id",
        "distinctid",
        "[object object]",
        "{}",
        "[]",
        "n/a",
        "00000000-0000-0000-0000-000000000000",
        "00000000000000000000000000000000"
    );

    /// <summary>Case and surrounding spaces or quotes do not matter.</summary>
    public static bool Contains(string distinctId)
    {
        var bare = distinctId.Trim().Trim('"', '\'').Trim();
        return bare.Length == 0 || _known.Contains(bare);
    }
}
