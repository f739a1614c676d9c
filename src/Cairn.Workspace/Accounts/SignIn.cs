using Microsoft.AspNetCore.Identity;

namespace Cairn.Workspace.Accounts;

/// <summary>Is this the password of this account? Wrong, unknown and locked look the same from outside, in the answer and in the time it takes.</summary>
public sealed class SignIn(UserManager<Account> accounts, IPasswordHasher<Account> hasher)
{
    /// <summary>Checks of one account go one after the other, or parallel guesses would count as one failure. Also bounds the hashing
    /// (about 0.1 s of CPU each) that a stranger can cause at once.</summary>
    private static readonly SemaphoreSlim[] _doors = [.. Enumerable.Range(0, 8).Select(_ => new SemaphoreSlim(1))];

    private static readonly Account _nobody = new();
    private static string? _nobodysHash;

    /// <returns>Null when it is not.</returns>
    public async Task<Account?> CheckAsync(string email, string password, CancellationToken cancellationToken)
    {
        var name = accounts.NormalizeEmail(email) ?? "";
        var door = _doors[(uint)string.GetHashCode(name, StringComparison.Ordinal) % _doors.Length];
        await door.WaitAsync(cancellationToken);
        try
        {
            var account = await accounts.FindByEmailAsync(email);
            if (account is null || await accounts.IsLockedOutAsync(account))
            {
                _nobodysHash ??= hasher.HashPassword(_nobody, Guid.NewGuid().ToString());
                hasher.VerifyHashedPassword(_nobody, _nobodysHash, password);
                return null;
            }
            if (!await accounts.CheckPasswordAsync(account, password))
            {
                await accounts.AccessFailedAsync(account);
                return null;
            }
            if (account.AccessFailedCount > 0)
                await accounts.ResetAccessFailedCountAsync(account);
            return account;
        }
        finally
        {
            door.Release();
        }
    }
}
