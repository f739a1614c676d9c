using Cairn.Events;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Passwords;

/// <summary>Gives an account another password. Every session of it ends, and every link that could set its password.</summary>
public sealed class ChangePassword(
    WorkspaceDb db,
    UserManager<Account> accounts,
    AccountSessions sessions,
    ResetLinks links,
    CountMisses misses,
    TimeProvider time
)
{
    /// <summary>By somebody who said the old one.</summary>
    /// <returns>What is wrong with the new one; null when it is in force.</returns>
    public async Task<InputError?> RunAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (PasswordRules.Fault(password, account.Email ?? "", "/newPassword") is { } fault)
            return fault;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await SetAsync(account, password, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await sessions.EndAllAsync(account.Id, but: null, CancellationToken.None);
        return null;
    }

    /// <summary>By a link. Also unlocks: who reads the account's mail, or runs commands on the server, is its owner.</summary>
    /// <returns>The account whose password it is now; null where the link is used or over, or the password cannot be one.</returns>
    public async Task<(Account? Account, InputError? Fault)> ByLinkAsync(string token, string password, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, cancellationToken) is not { } id || await accounts.FindByIdAsync(id.ToString()) is not { } account)
            return (null, null);
        if (PasswordRules.Fault(password, account.Email ?? "", "/password") is { } fault)
            return (null, fault);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await ResetLinks.SpendAsync(db, token, time.GetUtcNow(), cancellationToken))
            return (null, null);
        await SetAsync(account, password, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await misses.ForgetAsync(account, CancellationToken.None);
        await sessions.EndAllAsync(account.Id, but: null, CancellationToken.None);
        return (account, null);
    }

    private async Task SetAsync(Account account, string password, CancellationToken cancellationToken)
    {
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        await db.PasswordResets.Where(r => r.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
        var changed = await accounts.UpdateSecurityStampAsync(account);
        if (!changed.Succeeded)
            throw new DbUpdateConcurrencyException("The account was changed at the same time.");
    }
}
