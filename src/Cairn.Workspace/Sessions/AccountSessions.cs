using System.Buffers.Text;
using System.Security.Cryptography;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Keys;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Sessions;

/// <summary>What a new session is told of where it comes from.</summary>
public sealed record SessionOrigin(string? Address, string? UserAgent);

/// <summary>Makes, lists and ends sessions. What ends here ends on every server, from the next request on.</summary>
public sealed class AccountSessions(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <summary>Of one account. Beyond, the one that was not used for the longest time ends.</summary>
    public const int Most = 50;

    private const int SecretBytes = 32;

    /// <returns>What the cookie carries: new at every sign-in, and shown to nobody else.</returns>
    public async Task<string> MakeAsync(Account account, SessionOrigin origin, string method, CancellationToken cancellationToken)
    {
        var (now, secret) = (time.GetUtcNow(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.AccountSessions.Add(
            new AccountSession
            {
                Id = Guid.CreateVersion7(now),
                AccountId = account.Id,
                Hash = KeyText.Hash(secret),
                Stamp = account.SecurityStamp ?? "",
                MadeAt = now,
                SeenAt = now,
                Address = origin.Address,
                Browser = BrowserWords.Of(origin.UserAgent),
                Method = method,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        var kept = db.AccountSessions.Where(s => s.AccountId == account.Id).OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.Id);
        await db
            .AccountSessions.Where(s => s.AccountId == account.Id && !kept.Take(Most).Select(k => k.Id).Contains(s.Id))
            .ExecuteDeleteAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return secret;
    }

    /// <summary>Those that live, last used first.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(Guid account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.AccountSessions.AsNoTracking().Where(s => s.AccountId == account).ToListAsync(cancellationToken);
        return [.. rows.Where(s => !SessionLife.IsOver(s.MadeAt, s.SeenAt, now)).OrderByDescending(s => s.SeenAt)];
    }

    /// <returns>False when the account has no such session.</returns>
    public async Task<bool> EndAsync(Guid account, Guid session, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ended = await db.AccountSessions.Where(s => s.AccountId == account && s.Id == session).ExecuteDeleteAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return ended > 0;
    }

    /// <param name="but">Stays; null: none does.</param>
    /// <returns>How many ended.</returns>
    public async Task<int> EndAllAsync(Guid account, Guid? but, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ended = await db.AccountSessions.Where(s => s.AccountId == account && s.Id != but).ExecuteDeleteAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return ended;
    }

    /// <summary>The account has a new stamp: this session goes on, every other ends.</summary>
    public async Task KeepOnlyAsync(Account account, Guid session, CancellationToken cancellationToken)
    {
        var stamp = account.SecurityStamp ?? "";
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .AccountSessions.Where(s => s.AccountId == account.Id && s.Id == session)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Stamp, stamp), cancellationToken);
        await EndAllAsync(account.Id, session, cancellationToken);
    }
}
