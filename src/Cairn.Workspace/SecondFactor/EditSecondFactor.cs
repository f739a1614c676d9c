using Cairn.Workspace.Accounts;
using Cairn.Workspace.Sessions;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Workspace.SecondFactor;

/// <summary>What an authenticator app needs to know.</summary>
/// <param name="Secret">Base32, to be typed.</param>
/// <param name="Uri"><c>otpauth://totp/…</c>, to be drawn as a QR code.</param>
public sealed record Enrolment(string Secret, string Uri);

/// <summary>Turns the second factor on and off. Either ends every other session of the account.</summary>
public sealed class EditSecondFactor(
    WorkspaceDb db,
    UserManager<Account> accounts,
    AccountStore store,
    AccountSessions sessions,
    CountMisses misses,
    TimeProvider time
)
{
    /// <summary>A new secret, which counts for nothing until <see cref="ConfirmAsync"/> saw a code made of it. Null when the second factor is on.</summary>
    public async Task<Enrolment?> StartAsync(Account account, string issuer, CancellationToken cancellationToken)
    {
        if (account.TwoFactorEnabled)
            return null;
        var secret = Totp.NewSecret();
        // Not by the manager's ResetAuthenticatorKeyAsync: it would end all sessions for a secret that is in use nowhere yet.
        await store.SetAuthenticatorKeyAsync(account, secret, cancellationToken);
        await accounts.UpdateAsync(account);
        var label = Uri.EscapeDataString($"{issuer}:{account.Email}");
        return new Enrolment(
            secret,
            $"otpauth://totp/{label}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period=30"
        );
    }

    /// <returns>The recovery codes, which nobody can show again; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Account account, string code, Guid session, CancellationToken cancellationToken)
    {
        if (account.TwoFactorEnabled || !await IsRightAsync(account, code, cancellationToken))
            return null;
        var codes = await NewCodesAsync(account, cancellationToken);
        await accounts.SetTwoFactorEnabledAsync(account, enabled: true); // and a new stamp
        await sessions.KeepOnlyAsync(account, session, cancellationToken);
        return codes;
    }

    /// <summary>For somebody who is signed in and said the password again. One guess after the other, as at sign-in; a miss counts, and while the account is locked
    /// nothing is right.</summary>
    public Task<bool> CheckAgainAsync(Account account, string code, CancellationToken cancellationToken) =>
        SignInDoors.PassAsync(
            SignInDoors.Of(account.NormalizedEmail ?? ""),
            async () =>
            {
                await db.Entry(account).ReloadAsync(cancellationToken); // somebody may have locked it while this one waited
                if (account.LockoutEnd > time.GetUtcNow())
                    return false;
                if (await IsRightAsync(account, code, cancellationToken))
                    return true;
                await misses.MissAsync(account.Id, cancellationToken);
                return false;
            },
            cancellationToken
        );

    /// <summary>A code of the app, or a recovery code, which is spent by it.</summary>
    private async Task<bool> IsRightAsync(Account account, string code, CancellationToken cancellationToken) =>
        await CheckCode.RunAsync(db, accounts, account, code, time.GetUtcNow(), cancellationToken) is CodeCheck.Right
        || (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;

    /// <summary>Ten new ones; those before open nothing any more.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Account account, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.New();
        await store.ReplaceCodesAsync(account, codes, cancellationToken);
        await accounts.UpdateAsync(account);
        return codes;
    }

    public async Task TurnOffAsync(Account account, Guid session, CancellationToken cancellationToken)
    {
        await store.SetAuthenticatorKeyAsync(account, "", cancellationToken);
        await store.ReplaceCodesAsync(account, [], cancellationToken);
        await accounts.SetTwoFactorEnabledAsync(account, enabled: false);
        await sessions.KeepOnlyAsync(account, session, cancellationToken);
    }
}
