using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Invitations;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Members;

/// <summary>Invitations by link: made, listed and revoked here; accepted in <see cref="AcceptEndpoints"/>.</summary>
internal static class InvitationEndpoints
{
    public static IEndpointRouteBuilder MapProjectInvitations(this IEndpointRouteBuilder project)
    {
        Map(project.MapGroup("/invitations").WithTags("Members").RequireRole(Role.Admin), "into the project");
        return project;
    }

    public static IEndpointRouteBuilder MapInvitations(this IEndpointRouteBuilder routes)
    {
        Map(
            routes.MapGroup("/api/invitations").WithTags("Members").RequireInstanceRole(Role.Admin),
            "into the instance, and so into every project"
        );
        routes.MapAcceptInvitation();
        return routes;
    }

    private static void Map(RouteGroupBuilder invitations, string where)
    {
        invitations.MapGet("", ListAsync).Produces<Page<InvitationAnswer>>().WithSummary($"Open invitations {where}, newest first");
        invitations
            .MapPost("", MakeAsync)
            .AuditAs("invitation.created")
            .Accepts<InvitationBody>("application/json")
            .Produces<InvitationAnswer>(StatusCodes.Status201Created)
            .WithSummary($"Invite somebody {where}; the link is shown only here, works once, for seven days");
        invitations
            .MapDelete("/{id:guid}", RevokeAsync)
            .AuditAs("invitation.revoked")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary($"Revoke an invitation {where}");
    }

    private static async Task<Page<InvitationAnswer>> ListAsync(HttpContext context, Invite invite, CancellationToken cancellationToken) =>
        new(
            [.. (await invite.ListAsync(MemberEndpoints.Project(context), cancellationToken)).Select(i => InvitationAnswer.Of(i))],
            Next: null
        );

    private static async Task<IResult> MakeAsync(
        HttpContext context,
        Invite invite,
        SendLetters letters,
        PublicAddress address,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        if (InvitationBody.Read(fields) is not var (role, email))
            return ProblemAnswer.Invalid(fields.Errors);
        if (role > MemberEndpoints.OwnRole(context))
            return ProblemAnswer.From(MemberProblems.AboveCaller);
        var by = context.Features.GetRequiredFeature<Caller>().Name;
        if (await invite.RunAsync(MemberEndpoints.Project(context), role, email, by, cancellationToken) is not var (invitation, token))
            return ProblemAnswer.From(
                new Problem(
                    409,
                    "too_many_invitations",
                    $"There are {Invite.Most} open invitations already.",
                    "Revoke some, or let them be accepted."
                )
            );
        var (link, name) = (address.InvitationLink(token), RoleName.Of(role));
        var where = context.Features.Get<ProjectAccess>()?.Project.Name ?? "Cairn";
        var isMailed = email is not null && letters.Post(new Letter.Invitation(email, by, where, name, link));
        context.AuditNote().On("invitation", invitation.Id, email).With("role", name);
        return TypedResults.Created((string?)null, InvitationAnswer.Of(invitation, link, isMailed));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, Guid id, Invite invite, CancellationToken cancellationToken) =>
        await invite.RevokeAsync(MemberEndpoints.Project(context), id, MemberEndpoints.OwnRole(context), cancellationToken) switch
        {
            InvitationEnd.Done => TypedResults.NoContent(),
            InvitationEnd.AboveCaller => ProblemAnswer.From(MemberProblems.AboveCaller),
            _ => ProblemAnswer.From(MemberProblems.UnknownInvitation),
        };
}
