using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Invitations;

/// <summary>What came of accepting: an account, or why not.</summary>
/// <param name="IsOver">The invitation was accepted, revoked, or its time is over.</param>
/// <param name="IsForOther">It names another address.</param>
/// <param name="HasAccount">There is an account with that address: it must sign in first.</param>
public sealed record Acceptance(
    Account? Account = null,
    bool IsOver = false,
    bool IsForOther = false,
    bool HasAccount = false,
    IReadOnlyList<InputError>? Errors = null
);

/// <summary>Makes a member of who holds an invitation: the account that is signed in, or a new one.</summary>
public sealed class AcceptInvitation(
    WorkspaceDb db,
    UserManager<Account> accounts,
    Invite invite,
    WorkspaceAccess access,
    TimeProvider time
)
{
    /// <summary>With the account that is signed in.</summary>
    public async Task<Acceptance> JoinAsync(Invitation invitation, Guid account, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(account.ToString()) is not { } known)
            return new Acceptance(IsOver: true);
        if (invitation.Email is { } email && accounts.NormalizeEmail(email) != known.NormalizedEmail)
            return new Acceptance(IsForOther: true);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await FinishAsync(invitation, known, transaction, cancellationToken);
    }

    /// <summary>With an account that is made now.</summary>
    public async Task<Acceptance> SignUpAsync(Invitation invitation, string email, string password, CancellationToken cancellationToken)
    {
        if (invitation.Email is { } named && accounts.NormalizeEmail(named) != accounts.NormalizeEmail(email))
            return new Acceptance(IsForOther: true);
        if (await accounts.FindByEmailAsync(email) is not null)
            return new Acceptance(HasAccount: true);
        if (PasswordRules.Fault(password, email, "/password") is { } fault)
            return new Acceptance(Errors: [fault]);
        var now = time.GetUtcNow();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            Email = email,
            CreatedAt = now,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var made = await accounts.CreateAsync(account, password);
        if (!made.Succeeded)
            return new Acceptance(Errors: [new("/email", "invalid_email", "Use an e-mail address that no account has yet.")]);
        return await FinishAsync(invitation, account, transaction, cancellationToken);
    }

    /// <summary>What it is about, for who holds the token.</summary>
    public Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken) => invite.FindAsync(token, cancellationToken);

    private async Task<Acceptance> FinishAsync(
        Invitation invitation,
        Account account,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        var (now, email) = (time.GetUtcNow(), account.Email);
        var taken = await db
            .Invitations.Where(i => i.Id == invitation.Id && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AcceptedAt, now).SetProperty(i => i.AcceptedBy, email), cancellationToken);
        if (taken == 0)
            return new Acceptance(IsOver: true);
        if (invitation.ProjectId is { } project)
            await JoinProjectAsync(account.Id, project, invitation.Role, now, cancellationToken);
        else if (account.InstanceRole is not { } role || role < invitation.Role)
            account.InstanceRole = invitation.Role;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return new Acceptance(account);
    }

    /// <summary>Who is a member already keeps the higher role.</summary>
    private async Task JoinProjectAsync(Guid account, int project, Role role, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.Memberships.SingleOrDefaultAsync(m => m.AccountId == account && m.ProjectId == project, cancellationToken);
        if (known is null)
            db.Memberships.Add(
                new Membership
                {
                    AccountId = account,
                    ProjectId = project,
                    Role = role,
                    CreatedAt = now,
                }
            );
        else if (known.Role < role)
            known.Role = role;
    }
}
