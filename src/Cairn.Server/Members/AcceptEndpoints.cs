using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Workspace.Access;
using Cairn.Workspace.Invitations;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Members;

/// <summary>What an invitation is about, and accepting it. Its token stands in the body, never in an address that somebody logs.</summary>
internal static class AcceptEndpoints
{
    public static IEndpointRouteBuilder MapAcceptInvitation(this IEndpointRouteBuilder routes)
    {
        var invitation = routes.MapGroup("/api/invitation").WithTags("Members").OpenToEverybody().RequireRateLimiting(SignInLimit.Policy);
        invitation
            .MapPost("", ReadAsync)
            .NotAudited("Reading what a link is about changes nothing.")
            .Accepts<TokenBody>("application/json")
            .Produces<OfferAnswer>()
            .WithSummary("What is this invitation about?");
        invitation
            .MapPost("/accept", AcceptAsync)
            .AuditAs("invitation.accepted")
            .Accepts<AcceptBody>("application/json")
            .Produces<AcceptedAnswer>()
            .WithSummary("Accept: with the account that is signed in, or with a new one, which is then signed in");
        return routes;
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        AcceptInvitation accept,
        WorkspaceAccess workspace,
        SessionCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var token = fields.RequiredText("token", maxLength: 200);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || token is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await accept.FindAsync(token, cancellationToken) is not { } found || !IsThere(workspace, found, out var project))
            return ProblemAnswer.From(Over);
        return TypedResults.Json(
            new OfferAnswer(project?.Name, RoleName.Of(found.Role), found.Email, found.MadeBy, found.ExpiresAt, cookie.Read(context)?.Name)
        );
    }

    private static async Task<IResult> AcceptAsync(
        HttpContext context,
        AcceptInvitation accept,
        WorkspaceAccess workspace,
        SessionCookie cookie,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var token = fields.RequiredText("token", maxLength: 200);
        var caller = cookie.Read(context);
        var email = caller is null ? fields.RequiredText("email", maxLength: 254)?.Trim() : fields.Text("email", maxLength: 254);
        var password = caller is null
            ? fields.RequiredText("password", PasswordRules.MaxTypedLength)
            : fields.Text("password", PasswordRules.MaxTypedLength);
        fields.RefuseOthers();
        if (email is not null && !System.Net.Mail.MailAddress.TryCreate(email, out _))
            fields.Fault("email", "invalid_email", "This is no e-mail address.");
        if (fields.Errors.Count > 0 || token is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await accept.FindAsync(token, cancellationToken) is not { } found || !IsThere(workspace, found, out var project))
            return ProblemAnswer.From(Over);
        var accepted = caller is not null
            ? await accept.JoinAsync(found, caller.Id, cancellationToken)
            : await accept.SignUpAsync(found, email!, password!, cancellationToken);
        if (accepted.Account is not { } account)
            return Refusal(accepted);
        var note = context.AuditNote().By(account).On("invitation", found.Id, account.Email).With("role", RoleName.Of(found.Role));
        if (project is not null)
            note.In(project.Id);
        if (caller is null)
            await cookie.StartAsync(context, account, "invitation", cancellationToken);
        return TypedResults.Json(new AcceptedAnswer(project?.Slug));
    }

    private static IResult Refusal(Acceptance refused) =>
        refused switch
        {
            { Errors: { } errors } => ProblemAnswer.Invalid(errors),
            { IsForOther: true } => ProblemAnswer.From(
                new Problem(
                    403,
                    "other_email",
                    "The invitation is for another e-mail address.",
                    "Sign in with the account of that address, or ask for another link."
                )
            ),
            { HasAccount: true } => ProblemAnswer.From(
                new Problem(
                    409,
                    "account_exists",
                    "There is an account with this e-mail address.",
                    "Sign in first, then open the link again."
                )
            ),
            _ => ProblemAnswer.From(Over),
        };

    /// <summary>A deleted project takes its invitations with it.</summary>
    private static bool IsThere(WorkspaceAccess workspace, Invitation invitation, out KnownProject? project)
    {
        project = invitation.ProjectId is { } id ? workspace.Current.Projects.FirstOrDefault(p => (int)p.Id.Value == id) : null;
        return invitation.ProjectId is null || project is not null;
    }

    private static Problem Over =>
        new(
            404,
            "invitation_over",
            "The invitation does not work any more.",
            "It works once, for seven days, until it is revoked. Ask for a new one."
        );

    private sealed record TokenBody(string Token);

    /// <param name="Email">For a new account; left out when signed in.</param>
    private sealed record AcceptBody(string Token, string? Email = null, string? Password = null);

    /// <param name="Project">Its name; null: the instance itself.</param>
    /// <param name="Email">Only who has this address may accept; null: anybody with the link.</param>
    /// <param name="SignedInAs">Who would accept; null: a new account will be made.</param>
    private sealed record OfferAnswer(
        string? Project,
        string Role,
        string? Email,
        string MadeBy,
        DateTimeOffset ExpiresAt,
        string? SignedInAs
    );

    /// <param name="Project">The slug to go to; null: the instance itself.</param>
    private sealed record AcceptedAnswer(string? Project);
}
