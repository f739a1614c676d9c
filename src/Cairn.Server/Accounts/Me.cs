using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Problems;
using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>The account that is signed in.</summary>
internal static class Me
{
    /// <exception cref="InvalidOperationException">It was deleted after the check of the caller.</exception>
    public static async Task<Account> LoadAsync(HttpContext context, UserManager<Account> accounts) =>
        await accounts.FindByIdAsync(context.Me().Id.ToString()) ?? throw new InvalidOperationException("The account is gone.");

    /// <summary>For what a found browser must not be able to do: null when the password is wrong, or the account locked by wrong ones.</summary>
    public static async Task<Account?> CheckedAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        string password,
        CancellationToken cancellationToken
    ) => await signIn.CheckAgainAsync(await LoadAsync(context, accounts), password, cancellationToken);

    public static JsonHttpResult<Problem> WrongPassword(string pointer) =>
        ProblemAnswer.Invalid([
            new(
                pointer,
                "wrong_password",
                "This is not your password. After many wrong tries the right one is refused too, for ten minutes."
            ),
        ]);
}
