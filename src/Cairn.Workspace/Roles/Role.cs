namespace Cairn.Workspace.Roles;

/// <summary>What somebody may do, in one project or in the whole instance. Ordered: whoever holds a role may do all that the lower ones may.</summary>
public enum Role
{
    /// <summary>May read only one person's own analytics. Below <see cref="Viewer"/>: passes no check for it.</summary>
    Self = 0,

    /// <summary>Reads answers.</summary>
    Viewer = 1,

    /// <summary>Also makes and changes reports.</summary>
    Analyst = 2,

    /// <summary>Also manages keys, members and settings.</summary>
    Admin = 3,

    /// <summary>Also deletes the project.</summary>
    Owner = 4,
}

/// <summary>Roles as the API and the database write them: lower case.</summary>
public static class RoleName
{
    public static string Of(Role role) =>
        role switch
        {
            Role.Self => "self",
            Role.Viewer => "viewer",
            Role.Analyst => "analyst",
            Role.Admin => "admin",
            Role.Owner => "owner",
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };

    /// <summary>Null when <paramref name="name"/> is no role.</summary>
    public static Role? Parse(string? name) =>
        name switch
        {
            "self" => Role.Self,
            "viewer" => Role.Viewer,
            "analyst" => Role.Analyst,
            "admin" => Role.Admin,
            "owner" => Role.Owner,
            _ => null,
        };
}
