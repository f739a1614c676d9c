using Cairn.Workspace.Keys;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Passwords;

/// <summary>Makes and finds links that set a new password.</summary>
public sealed class ResetLinks(IDbContextFactory<WorkspaceDb> databases, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Live ones of one account, so that nobody fills somebody's mailbox.</summary>
    public const int Most = 3;

    /// <returns>The token, which nobody can show again, and the address as the account has it; null when there is no such account, or it has enough links.</returns>
    public async Task<(string Token, string Email)?> MakeAsync(string email, bool isByOperator, CancellationToken cancellationToken)
    {
        var (now, normalized) = (time.GetUtcNow(), email.Normalize().ToUpperInvariant());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db
            .Users.AsNoTracking()
            .Where(a => a.NormalizedEmail == normalized)
            .Select(a => new { a.Id, a.Email })
            .SingleOrDefaultAsync(cancellationToken);
        if (account is null)
            return null;
        if (
            !isByOperator
            && await db.PasswordResets.CountAsync(r => r.AccountId == account.Id && r.ExpiresAt > now, cancellationToken) >= Most
        )
            return null;
        var token = KeyText.NewResetToken();
        db.PasswordResets.Add(
            new PasswordReset
            {
                Id = Guid.CreateVersion7(now),
                AccountId = account.Id,
                Hash = KeyText.Hash(token),
                MadeAt = now,
                ExpiresAt = now + Life,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        return (token, account.Email ?? email);
    }

    /// <summary>Whose password it sets; null for one that is unknown, used or over.</summary>
    public async Task<Guid?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!KeyText.IsWellFormed(token, KeyText.ResetPrefix))
            return null;
        var (hash, now) = (KeyText.Hash(token), time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .PasswordResets.Where(r => r.Hash == hash && r.ExpiresAt > now)
            .Select(r => (Guid?)r.AccountId)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <returns>False when somebody was quicker: a link works once.</returns>
    internal static async Task<bool> SpendAsync(WorkspaceDb db, string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = KeyText.Hash(token);
        return await db.PasswordResets.Where(r => r.Hash == hash && r.ExpiresAt > now).ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
