using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Passwords;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>Another password: by the old one, or by a link.</summary>
internal static class PasswordEndpoints
{
    public static IEndpointRouteBuilder MapPasswords(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/account/password", ChangeAsync)
            .AuditAs("password.changed")
            .WithTags("Accounts")
            .RequireCaller()
            .ForAccountsOnly()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<PasswordBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Change the own password; every other session ends, and this one gets a new cookie");
        routes
            .MapPost("/api/password-resets", AskAsync)
            .AuditAs("password.reset_asked")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<AskBody>("application/json")
            .Produces<AskedAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Ask for a link that sets a new password; the answer is the same whether there is such an account");
        routes
            .MapPut("/api/password-resets", SetAsync)
            .AuditAs("password.reset")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<SetBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Set a new password with the token of a link; every session of the account ends");
        return routes;
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        SignIn signIn,
        ChangePassword change,
        UserManager<Account> accounts,
        SessionCookie cookie,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var current = fields.RequiredText("currentPassword", PasswordRules.MaxTypedLength);
        var next = fields.RequiredText("newPassword", PasswordRules.MaxTypedLength);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || current is null || next is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await Me.CheckedAsync(context, accounts, signIn, current, cancellationToken) is not { } account)
            return Me.WrongPassword("/currentPassword");
        if (await change.RunAsync(account, next, cancellationToken) is { } fault)
            return ProblemAnswer.Invalid([fault]);
        context.AuditNote().On("account", account.Id, account.Email);
        tell.Of(context, account, SecurityChange.Password);
        await cookie.StartAsync(context, account, "password", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AskAsync(HttpContext context, SendLetters letters, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var email = fields.RequiredText("email", maxLength: 254);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || email is null)
            return ProblemAnswer.Invalid(fields.Errors);
        letters.Post(new Letter.Reset(email)); // looked up behind the answer, so that its time tells nothing
        return TypedResults.Json(new AskedAnswer(letters.IsPossible), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> SetAsync(
        HttpContext context,
        ChangePassword change,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var token = fields.RequiredText("token", maxLength: 200);
        var password = fields.RequiredText("password", PasswordRules.MaxTypedLength);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || token is null || password is null)
            return ProblemAnswer.Invalid(fields.Errors);
        var (account, fault) = await change.ByLinkAsync(token, password, cancellationToken);
        if (fault is not null)
            return ProblemAnswer.Invalid([fault]);
        if (account is null)
            return ProblemAnswer.From(
                new Problem(
                    404,
                    "link_over",
                    "The link does not work any more.",
                    "It works once, for an hour, until the password changes. Ask for a new one."
                )
            );
        context.AuditNote().By(account).On("account", account.Id, account.Email);
        tell.Of(context, account, SecurityChange.PasswordByLink);
        return TypedResults.NoContent();
    }

    private sealed record PasswordBody(string CurrentPassword, string NewPassword);

    private sealed record AskBody(string Email);

    /// <param name="Mail">Whether this Cairn sends mail at all; if not, its operator makes links with <c>cairn reset-password</c>.</param>
    private sealed record AskedAnswer(bool Mail);

    private sealed record SetBody(string Token, string Password);
}
