using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.SecondFactor;

internal enum CodeCheck
{
    Right,
    Wrong,

    /// <summary>It would be right, but it or a newer one was taken before: somebody may have looked over a shoulder.</summary>
    Used,
}

/// <summary>Is this the account's code now? A code counts once, on all servers.</summary>
internal static class CheckCode
{
    public static async Task<CodeCheck> RunAsync(
        WorkspaceDb db,
        UserManager<Account> accounts,
        Account account,
        string code,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var typed = string.Concat(code.Where(char.IsAsciiDigit));
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } secret || Totp.StepMatching(secret, typed, now) is not { } step)
            return CodeCheck.Wrong;
        var taken = await db
            .Users.Where(a => a.Id == account.Id && (a.TotpStep == null || a.TotpStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.TotpStep, step), cancellationToken);
        return taken == 1 ? CodeCheck.Right : CodeCheck.Used;
    }
}
