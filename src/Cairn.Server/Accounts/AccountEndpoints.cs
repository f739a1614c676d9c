using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Members;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Roles;
using Cairn.Workspace.Sessions;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>The own account: what it is, where it is signed in, its end.</summary>
internal static class AccountEndpoints
{
    public static IEndpointRouteBuilder MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/api/account").WithTags("Accounts").RequireCaller().ForAccountsOnly();
        account
            .MapGet("", ReadAsync)
            .AllowWithoutSecondFactor()
            .Produces<AccountAnswer>()
            .WithSummary("The own account and how it is secured");
        account
            .MapPost("/delete", DeleteAsync)
            .AuditAs("account.deleted")
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<DeleteBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Delete the own account; refused while a project would have no owner");
        account.MapGet("/sessions", SessionsAsync).Produces<Page<SessionLine>>().WithSummary("Where am I signed in? Last used first");
        account
            .MapDelete("/sessions", EndOthersAsync)
            .AuditAs("session.revoked")
            .Produces<EndedAnswer>()
            .WithSummary("Sign out everywhere but here");
        account
            .MapDelete("/sessions/{id:guid}", EndAsync)
            .AuditAs("session.revoked")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Sign out one browser");
        return routes;
    }

    private static async Task<AccountAnswer> ReadAsync(HttpContext context, UserManager<Account> accounts)
    {
        var account = await Me.LoadAsync(context, accounts);
        return new AccountAnswer(
            account.Id,
            account.Email ?? "",
            account.InstanceRole is { } role ? RoleName.Of(role) : null,
            account.CreatedAt,
            account.TwoFactorEnabled,
            account.TwoFactorEnabled ? await accounts.CountRecoveryCodesAsync(account) : null,
            (await accounts.GetPasskeysAsync(account)).Count
        );
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        DeleteAccount delete,
        SessionCookie cookie,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var password = fields.RequiredText("password", PasswordRules.MaxTypedLength);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || password is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await Me.CheckedAsync(context, accounts, signIn, password, cancellationToken) is not { } account)
            return Me.WrongPassword("/password");
        if (await delete.RunAsync(account, cancellationToken) is { Count: > 0 } orphans)
            return ProblemAnswer.From(
                new Problem(
                    409,
                    "last_owner",
                    "Nobody else owns " + string.Join(", ", orphans.Select(slug => slug.Length == 0 ? "this Cairn" : slug)) + ".",
                    "Make somebody else an owner first, or delete the project."
                )
            );
        context.AuditNote().On("account", account.Id, account.Email);
        tell.Of(context, account, SecurityChange.Deleted);
        cookie.Remove(context);
        return TypedResults.NoContent();
    }

    private static async Task<Page<SessionLine>> SessionsAsync(
        HttpContext context,
        AccountSessions sessions,
        NoteSessionUse uses,
        CancellationToken cancellationToken
    )
    {
        var (id, own) = context.Me();
        var lines = await sessions.ListAsync(id, cancellationToken);
        return new Page<SessionLine>(
            [
                .. lines
                    .Select(s => new SessionLine(
                        s.Id,
                        s.Browser,
                        s.Address,
                        s.Method,
                        s.MadeAt,
                        uses.SeenAt(s.Id, s.SeenAt),
                        s.MadeAt + SessionLife.Most,
                        s.Id == own
                    ))
                    .OrderByDescending(s => s.IsThis)
                    .ThenByDescending(s => s.SeenAt),
            ],
            Next: null
        );
    }

    private static async Task<EndedAnswer> EndOthersAsync(
        HttpContext context,
        AccountSessions sessions,
        CancellationToken cancellationToken
    )
    {
        var (id, own) = context.Me();
        var ended = await sessions.EndAllAsync(id, own, cancellationToken);
        context.AuditNote().On("account", id).With("sessions", ended);
        return new EndedAnswer(ended);
    }

    private static async Task<IResult> EndAsync(
        HttpContext context,
        Guid id,
        AccountSessions sessions,
        CancellationToken cancellationToken
    ) =>
        await sessions.EndAsync(context.Me().Id, id, cancellationToken)
            ? TypedResults.NoContent()
            : ProblemAnswer.From(new Problem(404, "unknown_session", "There is no such session.", "GET /api/account/sessions lists them."));

    /// <param name="RecoveryCodes">How many are left; null without a second factor.</param>
    private sealed record AccountAnswer(
        Guid Id,
        string Email,
        string? InstanceRole,
        DateTimeOffset CreatedAt,
        bool SecondFactor,
        int? RecoveryCodes,
        int Passkeys
    );

    private sealed record DeleteBody(string Password);

    /// <param name="Browser">In words.</param>
    /// <param name="Method">How it was made: password, code, recovery_code, passkey, invitation, setup.</param>
    /// <param name="SeenAt">To the minute.</param>
    /// <param name="EndsAt">At the latest; after 14 days without use it ends sooner.</param>
    private sealed record SessionLine(
        Guid Id,
        string Browser,
        string? Address,
        string Method,
        DateTimeOffset MadeAt,
        DateTimeOffset SeenAt,
        DateTimeOffset EndsAt,
        bool IsThis
    );

    private sealed record EndedAnswer(int Ended);
}
