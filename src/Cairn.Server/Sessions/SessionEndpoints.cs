using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Server.Telemetry;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Roles;
using Cairn.Workspace.SecondFactor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Server.Sessions;

/// <summary>Signing in and out, and "who am I?".</summary>
internal static class SessionEndpoints
{
    public static IEndpointRouteBuilder MapSession(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/session", Read)
            .WithTags("Accounts")
            .RequireCaller()
            .OpenToSelf()
            .AllowWithoutSecondFactor()
            .WithSummary("Who am I, and what may I see?");
        routes
            .MapPost("/api/session", SignInAsync)
            .AuditAs("session.started")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<SignInBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<SecondFactorNeeded>(StatusCodes.Status202Accepted)
            .WithSummary("Sign in; sets a cookie, or asks for the second factor (202) where the account has one");
        routes
            .MapPost("/api/session/second-factor", SecondStepAsync)
            .AuditAs("session.started")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<SecondStepBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("The second step of a sign-in: a code of the authenticator app, or a recovery code; sets a cookie");
        routes
            .MapDelete("/api/session", (Delegate)SignOutAsync)
            .AuditAs("session.ended")
            .WithTags("Accounts")
            .OpenToEverybody()
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Sign out; takes the cookie away");
        return routes;
    }

    private static SessionAnswer Read(HttpContext context, WorkspaceAccess workspace)
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        var isMissing = SecondFactorFirst.IsMissing(workspace.Current, caller);
        return new SessionAnswer(
            caller.Kind is CallerKind.Account ? caller.Name : null,
            caller.Kind is CallerKind.ApiKey ? caller.Name : null,
            caller.OnlyPerson,
            caller.InstanceRole is { } role ? RoleName.Of(role) : null,
            isMissing,
            isMissing ? [] : [.. workspace.Current.ProjectsOf(caller).Select(seen => SeenProject.Of(seen.Project, seen.Role))]
        );
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        SignIn signIn,
        SignInSecondStep secondStep,
        SessionCookie cookie,
        AccountMeter meter,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var email = fields.RequiredText("email", maxLength: 254);
        var password = fields.RequiredText("password", PasswordRules.MaxTypedLength);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || email is null || password is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await signIn.CheckAsync(email, password, cancellationToken) is not { } account)
        {
            // Without the tried address: it may be somebody's password, typed into the wrong field.
            meter.SignIn("password", isRight: false);
            context.AuditNote().Refused("session.refused").With("method", "password");
            return ProblemAnswer.From(
                new Problem(
                    401,
                    "wrong_credentials",
                    "E-mail address or password is wrong.",
                    "After many wrong tries an account also refuses the right password, for ten minutes."
                )
            );
        }
        meter.SignIn("password", isRight: true);
        var note = context.AuditNote().By(account).On("account", account.Id, account.Email).With("method", "password");
        if (account.TwoFactorEnabled)
        {
            note.Action = "session.password_accepted";
            return TypedResults.Json(SecondFactorNeeded.With(secondStep.TicketFor(account)), statusCode: StatusCodes.Status202Accepted);
        }
        await cookie.StartAsync(context, account, "password", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SecondStepAsync(
        HttpContext context,
        SignInSecondStep secondStep,
        SessionCookie cookie,
        AccountMeter meter,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var ticket = fields.RequiredText("ticket", maxLength: 2000);
        var (code, recovery) = (fields.Text("code", maxLength: 20), fields.Text("recoveryCode", maxLength: 40));
        if (code is null == recovery is null && fields.Errors.Count == 0)
            fields.Fault("code", "required", "Send code or recoveryCode, and not both.");
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || ticket is null)
            return ProblemAnswer.Invalid(fields.Errors);
        var (step, account) = await secondStep.RunAsync(ticket, code ?? recovery ?? "", recovery is not null, cancellationToken);
        meter.SignIn(recovery is null ? "code" : "recovery_code", isRight: step is SecondStep.Right);
        var note = context.AuditNote().With("method", recovery is null ? "code" : "recovery_code");
        if (account is not null)
            note.By(account).On("account", account.Id, account.Email);
        if (step is not SecondStep.Right || account is null)
        {
            note.Refused("session.refused");
            if (step is SecondStep.UsedCode && account is not null)
            {
                note.With("code", "used before");
                tell.Of(context, account, SecurityChange.CodeUsedTwice);
            }
            return ProblemAnswer.From(step is SecondStep.TicketOver ? TicketOver : WrongCode);
        }
        await cookie.StartAsync(context, account, recovery is null ? "code" : "recovery_code", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, SessionCookie cookie, CancellationToken cancellationToken)
    {
        if (cookie.Read(context) is { } caller)
            context.Features.Set(caller); // for the audit log: the route itself asks nobody who they are
        await cookie.EndAsync(context, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Problem WrongCode =>
        new(
            401,
            "wrong_code",
            "The code is wrong, or was used already.",
            "Wait for the next code. After many wrong tries an account also refuses the right one, for ten minutes."
        );

    private static Problem TicketOver =>
        new(
            401,
            "ticket_over",
            "This sign-in took too long.",
            "Begin again at POST /api/session: the second step may follow within five minutes, once."
        );

    private sealed record SecondStepBody(string Ticket, string? Code = null, string? RecoveryCode = null);

    /// <param name="Ticket">For the second step, within five minutes. It opens nothing by itself.</param>
    private sealed record SecondFactorNeeded(bool IsSecondFactorNeeded, string Ticket)
    {
        public static SecondFactorNeeded With(string ticket) => new(IsSecondFactorNeeded: true, ticket);
    }

    private sealed record SignInBody(string Email, string Password);

    /// <param name="Email">Null for an API key.</param>
    /// <param name="ApiKey">The key's name; null for an account.</param>
    /// <param name="DistinctId">The only person about whom questions may be asked; null: about everybody.</param>
    /// <param name="IsSecondFactorMissing">This Cairn demands a second factor, and the account has none: nothing but setting it up is open.</param>
    private sealed record SessionAnswer(
        string? Email,
        string? ApiKey,
        string? DistinctId,
        string? InstanceRole,
        bool IsSecondFactorMissing,
        IReadOnlyList<SeenProject> Projects
    );
}

/// <summary>A project as a caller sees it in a list.</summary>
/// <param name="ArchivedAt">Since then it takes no events; null: it is in use.</param>
internal sealed record SeenProject(string Slug, string Name, string TimeZone, string Currency, string Role, DateTimeOffset? ArchivedAt)
{
    public static SeenProject Of(KnownProject project, Role role) =>
        new(project.Slug, project.Name, project.Context.Zone.Id, project.Context.Currency, RoleName.Of(role), project.ArchivedAt);
}
