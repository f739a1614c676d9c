using Microsoft.AspNetCore.Identity;

namespace Cairn.Workspace.Accounts;

/// <summary>Is this the password of this account? Wrong, unknown and locked look the same from outside, in the answer and in the work done: one look-up, one
/// hash, one update.</summary>
public sealed class SignIn(UserManager<Account> accounts, IPasswordHasher<Account> hasher, CountMisses misses, TimeProvider time)
{
    private static readonly Account _nobody = new();
    private static string? _nobodysHash;

    /// <summary>The account has a second factor where <see cref="IdentityUser{TKey}.TwoFactorEnabled"/> says so: then this was the first of two steps.</summary>
    /// <returns>Null when it is not.</returns>
    public Task<Account?> CheckAsync(string email, string password, CancellationToken cancellationToken)
    {
        var door = SignInDoors.Of(accounts.NormalizeEmail(email) ?? "");
        return SignInDoors.PassAsync(door, () => CheckAsync(email, password, door, cancellationToken), cancellationToken);
    }

    /// <summary>For somebody who is signed in and must say the password again. Misses count and lock like those of a sign-in.</summary>
    public Task<Account?> CheckAgainAsync(Account account, string password, CancellationToken cancellationToken) =>
        CheckAsync(account.Email ?? "", password, cancellationToken);

    private async Task<Account?> CheckAsync(string email, string password, int door, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(email);
        if (account is null || account.LockoutEnd > time.GetUtcNow())
        {
            _nobodysHash ??= hasher.HashPassword(_nobody, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(_nobody, _nobodysHash, password);
            await misses.MissNobodyAsync(door, cancellationToken);
            return null;
        }
        if (!await accounts.CheckPasswordAsync(account, password))
        {
            await misses.MissAsync(account.Id, cancellationToken);
            return null;
        }
        // With a second factor the count goes on: the password alone must not buy more guesses of the code.
        if (!account.TwoFactorEnabled)
            await misses.ForgetAsync(account, cancellationToken);
        return account;
    }
}
