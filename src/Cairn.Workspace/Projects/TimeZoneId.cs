using System.Text.RegularExpressions;

namespace Cairn.Workspace.Projects;

/// <summary>Time zones by IANA id, from the system's tz database.</summary>
public static partial class TimeZoneId
{
    /// <summary>Null when the id is unknown. The id is a path in the tz database, so its shape is checked first.</summary>
    public static TimeZoneInfo? Find(string id)
    {
        if (!Shape().IsMatch(id) || id.StartsWith("posix", StringComparison.Ordinal) || id.StartsWith("right/", StringComparison.Ordinal))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && string.Equals(zone.Id, id, StringComparison.Ordinal)
            ? zone
            : null;
    }

    [GeneratedRegex(
        "^[A-Z][A-Za-z0-9_+-]{0,31}(/[A-Z][A-Za-z0-9_+-]{0,31}){0,2}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Shape();
}
