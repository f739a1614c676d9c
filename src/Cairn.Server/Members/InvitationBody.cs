using Cairn.Server.Bodies;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Members;

/// <param name="Role">viewer, analyst, admin or owner; not above the own.</param>
/// <param name="Email">Only who has this address may accept; it is mailed there when mail is configured.</param>
internal sealed record InvitationBody(string Role, string? Email = null)
{
    public static (Role Role, string? Email)? Read(JsonFields fields)
    {
        var email = fields.Text("email", maxLength: 254)?.Trim();
        var role = ReadRole(fields);
        fields.RefuseOthers();
        if (email is { Length: > 0 } && !System.Net.Mail.MailAddress.TryCreate(email, out _))
            fields.Fault("email", "invalid_email", "This is no e-mail address.");
        return fields.Errors.Count == 0 && role is { } known ? (known, email is { Length: > 0 } ? email : null) : null;
    }

    public static Role? ReadRole(JsonFields fields)
    {
        if (fields.RequiredText("role", maxLength: 20) is not { } name)
            return null;
        if (RoleName.Parse(name) is { } role and not Cairn.Workspace.Roles.Role.Self)
            return role;
        fields.Fault("role", "unknown_role", "Use viewer, analyst, admin or owner.");
        return null;
    }
}
