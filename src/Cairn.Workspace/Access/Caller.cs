using Cairn.Events;
using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Access;

public enum CallerKind
{
    /// <summary>A person with a cookie.</summary>
    Account,

    /// <summary>A program with an API key.</summary>
    ApiKey,

    /// <summary>Somebody with a token for one person's own analytics, <see cref="Caller.OnlyPerson"/>.</summary>
    SelfToken,
}

/// <summary>Who asks, and what they may do.</summary>
/// <param name="Id">Of the account or of the API key.</param>
/// <param name="Name">The account's e-mail address, or the API key's name.</param>
/// <param name="InstanceRole">Holds in every project and for the instance itself; null: none.</param>
/// <param name="ProjectRoles">By project.</param>
public sealed record Caller(CallerKind Kind, Guid Id, string Name, Role? InstanceRole, IReadOnlyDictionary<ProjectId, Role> ProjectRoles)
{
    /// <summary>Of the account when the caller was identified; changes when every session of the account must end. Empty for an API key.</summary>
    internal string Stamp { get; init; } = "";

    /// <summary>A distinct id of the only person about whom the caller may ask; null: about everybody. Who has one holds the role self in one project, nothing else.</summary>
    public string? OnlyPerson { get; init; }

    /// <summary>The account or API key that made the token for one person; null where there is no token.</summary>
    public Caller? Maker { get; init; }

    /// <summary>The higher of the instance's and the project's role; null: none, so the project does not exist for this caller.</summary>
    public Role? RoleIn(ProjectId project)
    {
        if (!ProjectRoles.TryGetValue(project, out var role))
            return InstanceRole;
        return InstanceRole > role ? InstanceRole : role;
    }
}
