using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Workspace.Accounts;

/// <summary>A person who signs in. The user name is the e-mail address.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The role in every project and in the instance itself; null: only what the memberships say.</summary>
    public Role? InstanceRole { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last 30 s step whose code was taken; written past the change tracker.</summary>
    public long? TotpStep { get; init; }
}
