using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Members;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Members;

/// <summary>Who may see a project, or the whole instance, and with what role.</summary>
internal static class MemberEndpoints
{
    public static IEndpointRouteBuilder MapMembers(this IEndpointRouteBuilder project)
    {
        Map(project.MapGroup("/members").WithTags("Members").RequireRole(Role.Admin), "in this project");
        project
            .MapPost("/leave", LeaveAsync)
            .AuditAs("member.left")
            .WithTags("Members")
            .RequireRole(Role.Viewer)
            .ForAccountsOnly()
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Leave the project; its last owner cannot");
        project.MapProjectInvitations();
        return project;
    }

    public static IEndpointRouteBuilder MapInstanceMembers(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/api/members").WithTags("Members").RequireInstanceRole(Role.Admin), "in the whole instance");
        return routes;
    }

    private static void Map(RouteGroupBuilder members, string where)
    {
        members.MapGet("", ListAsync).Produces<Page<MemberAnswer>>().WithSummary($"Who has a role {where}? By e-mail address");
        members
            .MapPatch("/{id:guid}", ChangeAsync)
            .AuditAs("member.changed")
            .Accepts<RoleBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary($"Give a member another role {where}");
        members
            .MapDelete("/{id:guid}", RemoveAsync)
            .AuditAs("member.removed")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary($"Take a member's role {where}; the account stays");
    }

    private static async Task<Page<MemberAnswer>> ListAsync(HttpContext context, ListMembers list, CancellationToken cancellationToken)
    {
        var members = Project(context) is { } project
            ? await list.OfProjectAsync(project, cancellationToken)
            : await list.OfInstanceAsync(cancellationToken);
        return new Page<MemberAnswer>([.. members.Select(MemberAnswer.Of)], Next: null);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Guid id, EditMembers edit, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var role = InvitationBody.ReadRole(fields);
        fields.RefuseOthers();
        return fields.Errors.Count > 0 || role is null
            ? ProblemAnswer.Invalid(fields.Errors)
            : await EditAsync(context, id, role, OwnRole(context), edit, cancellationToken);
    }

    private static Task<IResult> RemoveAsync(HttpContext context, Guid id, EditMembers edit, CancellationToken cancellationToken) =>
        EditAsync(context, id, role: null, OwnRole(context), edit, cancellationToken);

    private static Task<IResult> LeaveAsync(HttpContext context, EditMembers edit, CancellationToken cancellationToken) =>
        EditAsync(context, context.Me().Id, role: null, OwnRole(context), edit, cancellationToken);

    private static async Task<IResult> EditAsync(
        HttpContext context,
        Guid id,
        Role? role,
        Role by,
        EditMembers edit,
        CancellationToken cancellationToken
    )
    {
        var (change, email, before, revoked) = await edit.RunAsync(Project(context), id, role, by, cancellationToken);
        context
            .AuditNote()
            .On("member", id, email)
            .With("before", before is { } old ? RoleName.Of(old) : null)
            .With("role", role is { } now ? RoleName.Of(now) : null)
            .With("invitations_revoked", revoked > 0 ? revoked : null);
        return change switch
        {
            MemberChange.Done => TypedResults.NoContent(),
            MemberChange.AboveCaller => ProblemAnswer.From(MemberProblems.AboveCaller),
            MemberChange.LastOwner => ProblemAnswer.From(MemberProblems.LastOwner),
            _ => ProblemAnswer.From(MemberProblems.UnknownMember),
        };
    }

    /// <summary>Null: the instance.</summary>
    internal static int? Project(HttpContext context) =>
        context.Features.Get<ProjectAccess>() is { } access ? (int)access.Project.Id.Value : null;

    /// <summary>In the project, or in the instance.</summary>
    internal static Role OwnRole(HttpContext context) =>
        context.Features.Get<ProjectAccess>()?.Role ?? context.Features.GetRequiredFeature<Caller>().InstanceRole ?? Role.Self;

    private sealed record RoleBody(string Role);
}
