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

    /// <summary>A program with a service key: sends events, reads nothing, has no role anywhere. <see cref="Caller.ServiceOf"/> is its project.</summary>
    Service,
}

/// <summary>Who asks, and what they may do.</summary>
/// <param name="Id">Of the account or of the key.</param>
/// <param name="Name">The account's e-mail address, or the key's name.</param>
/// <param name="InstanceRole">Holds in every project and for the instance itself; null: none.</param>
/// <param name="ProjectRoles">By project.</param>
public sealed record Caller(CallerKind Kind, Guid Id, string Name, Role? InstanceRole, IReadOnlyDictionary<ProjectId, Role> ProjectRoles)
{
    /// <summary>Of the account when the caller was identified; changes when every session of the account must end. Empty for a key.</summary>
    internal string Stamp { get; init; } = "";

    /// <summary>A distinct id of the only person about whom the caller may ask; null: about everybody. Who has one holds the role self in one project, nothing else.</summary>
    public string? OnlyPerson { get; init; }

    /// <summary>The account or API key that made the token for one person; null where there is no token.</summary>
    public Caller? Maker { get; init; }

    /// <summary>The session that the cookie opened; null for an API key.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Of an account: codes of an app are on, or this session was begun with a passkey. False for keys.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Of <see cref="Keys.KeyScopes"/>; null: everything the role allows.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    /// <summary>When the key opens nothing any more; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The key's own bound; null: none.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The project a service key sends to; null for everybody else.</summary>
    public ProjectId? ServiceOf { get; init; }

    /// <summary>The higher of the instance's and the project's role; null: none, so the project does not exist for this caller.</summary>
    public Role? RoleIn(ProjectId project)
    {
        if (!ProjectRoles.TryGetValue(project, out var role))
            return InstanceRole;
        return InstanceRole > role ? InstanceRole : role;
    }
}
