using System.Security.Cryptography;
using Cairn.Workspace.SecondFactor;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Cairn.Workspace.Accounts;

/// <summary>Identity's store, but the secrets of the second factor are not kept in clear: the authenticator key is encrypted with the keys in the data folder,
/// recovery codes are hashed.</summary>
public sealed class AccountStore(WorkspaceDb db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, WorkspaceDb, Guid>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("authenticator-key");

    /// <inheritdoc />
    public override Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, key.Length == 0 ? key : _protector.Protect(key), cancellationToken);

    /// <summary>Null also when the data folder lost the key that protects it: recovery codes still sign in.</summary>
    public override async Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken)
    {
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { Length: > 0 } kept)
            return null;
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(RecoveryCodes.Hash), cancellationToken);

    /// <summary>The base reads the list, takes the hash out and writes the list back as it is.</summary>
    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var merged = await GetTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes", cancellationToken) ?? "";
        var (hashes, hash) = (merged.Split(';'), RecoveryCodes.Hash(code));
        if (!hashes.Contains(hash))
            return false;
        await base.ReplaceCodesAsync(user, hashes.Where(h => h != hash), cancellationToken);
        return true;
    }
}
