using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Access;

/// <summary>What a caller is to the project.</summary>
internal enum Standing
{
    /// <summary>Opens nothing; <see cref="MatrixCaller.Code"/> says why.</summary>
    Nobody,

    /// <summary>Somebody, but not here.</summary>
    Stranger,

    /// <summary>Only sends events to the project.</summary>
    Service,

    /// <summary>Has a role in the project.</summary>
    Member,

    /// <summary>May read one person's own analytics in the project.</summary>
    Self,

    /// <summary>Owner of the whole instance.</summary>
    Instance,
}

/// <summary>One row of the matrix.</summary>
/// <param name="Role">Of a member: its place in <see cref="EndpointTable.Roles"/>.</param>
/// <param name="IsForOne">Whether a stranger is one with a token for one person.</param>
/// <param name="Code">Of the 401 that somebody gets who is nobody.</param>
internal sealed record MatrixCaller(string Name, Http Http, Standing Standing, int Role = 0, string Code = "", bool IsForOne = false)
{
    /// <summary>How a route must refuse this caller; null: it must let them in.</summary>
    public (int Status, string Code)? Refusal(string least)
    {
        var (rule, isOpenToSelf) = least.EndsWith(" or self", StringComparison.Ordinal)
            ? (least[..^" or self".Length], true)
            : (least, false);
        if (rule == "console")
            return (404, "not_found");
        if (Standing is Standing.Nobody)
            return (401, Code);
        if (Standing is Standing.Service)
            return (403, "send_only_key");
        var role = Array.IndexOf(EndpointTable.Roles, rule);
        if (role >= 0 && Standing is Standing.Stranger)
            return (404, "unknown_project");
        if (Standing is Standing.Self || IsForOne)
            return isOpenToSelf ? null : (403, "self_only");
        if (rule.StartsWith("instance ", StringComparison.Ordinal))
            return Standing is Standing.Instance ? null : (403, "role_too_low");
        return Standing is Standing.Member && Role < role ? (403, "role_too_low") : null;
    }
}
