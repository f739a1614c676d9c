using System.Globalization;
using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Erasing;

/// <summary><see cref="PersonId.Of"/> in SQL.</summary>
internal static class OwnIdSql
{
    /// <summary>UInt64: the own id of a distinct id's column. SHA-256, about 0.3 µs a row.</summary>
    public static Sql Of(ProjectId project, Sql distinctId)
    {
        var prefix = project.Value.ToString("x8", CultureInfo.InvariantCulture);
        return $"reinterpretAsUInt64(reverse(substring(SHA256(concat(unhex({prefix}), {distinctId})), 1, 8)))";
    }
}
