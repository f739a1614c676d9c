using Cairn.Events;
using Cairn.Workspace.Invitations;
using Cairn.Workspace.Members;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Members;

/// <param name="IsInherited">By a role in the instance: the project cannot change it.</param>
/// <param name="SeenAt">To the minute; null: signed in nowhere.</param>
internal sealed record MemberAnswer(
    Guid Id,
    string Email,
    string Role,
    bool IsInherited,
    bool HasSecondFactor,
    DateTimeOffset Since,
    DateTimeOffset? SeenAt
)
{
    public static MemberAnswer Of(Member member) =>
        new(member.Id, member.Email, RoleName.Of(member.Role), member.IsInherited, member.HasSecondFactor, member.Since, member.SeenAt);
}

/// <param name="Link">In the answer that made it only.</param>
/// <param name="IsMailed">Whether the link was sent to the address; null in lists.</param>
internal sealed record InvitationAnswer(
    Guid Id,
    string Role,
    string? Email,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateTimeOffset ExpiresAt,
    string? Link,
    bool? IsMailed
)
{
    public static InvitationAnswer Of(Invitation invitation, string? link = null, bool? isMailed = null) =>
        new(
            invitation.Id,
            RoleName.Of(invitation.Role),
            invitation.Email,
            invitation.MadeBy,
            invitation.MadeAt,
            invitation.ExpiresAt,
            link,
            isMailed
        );
}

internal static class MemberProblems
{
    public static Problem AboveCaller { get; } =
        new(403, "role_too_low", "Your role does not allow this.", "Nobody gives, changes or takes a role higher than their own.");

    public static Problem LastOwner { get; } = new(409, "last_owner", "This is the last owner.", "Make somebody else an owner first.");

    public static Problem UnknownMember { get; } = new(404, "unknown_member", "There is no such member.", "GET …/members lists them.");

    public static Problem UnknownInvitation { get; } =
        new(404, "unknown_invitation", "There is no such open invitation.", "GET …/invitations lists them.");
}
