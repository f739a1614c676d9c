using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Server.Sessions;

/// <summary>Signing in and out, and "who am I?".</summary>
internal static class SessionEndpoints
{
    public static IEndpointRouteBuilder MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/session", Read).WithTags("Accounts").RequireCaller().WithSummary("Who am I, and what may I see?");
        routes
            .MapPost("/api/session", SignInAsync)
            .AuditAs("session.started")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<SignInBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Sign in; sets a cookie");
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
        return new SessionAnswer(
            caller.Kind is CallerKind.Account ? caller.Name : null,
            caller.Kind is CallerKind.ApiKey ? caller.Name : null,
            caller.InstanceRole is { } role ? RoleName.Of(role) : null,
            [.. workspace.Current.ProjectsOf(caller).Select(seen => SeenProject.Of(seen.Project, seen.Role))]
        );
    }

    private static async Task<IResult> SignInAsync(HttpContext context, SignIn signIn, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var email = fields.RequiredText("email", maxLength: 254);
        var password = fields.RequiredText("password", maxLength: 256);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || email is null || password is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await signIn.CheckAsync(email, password, cancellationToken) is not { } account)
            return ProblemAnswer.From(
                new Problem(
                    401,
                    "wrong_credentials",
                    "E-mail address or password is wrong.",
                    "After many wrong tries an account also refuses the right password, for five minutes."
                )
            );
        context.AuditNote().By(account);
        await SessionCookie.SignInAsync(context, account);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context)
    {
        await SessionCookie.SignOutAsync(context);
        return TypedResults.NoContent();
    }

    private sealed record SignInBody(string Email, string Password);

    /// <param name="Email">Null for an API key.</param>
    /// <param name="ApiKey">The key's name; null for an account.</param>
    private sealed record SessionAnswer(string? Email, string? ApiKey, string? InstanceRole, IReadOnlyList<SeenProject> Projects);
}

/// <summary>A project as a caller sees it in a list.</summary>
/// <param name="ArchivedAt">Since then it takes no events; null: it is in use.</param>
internal sealed record SeenProject(string Slug, string Name, string TimeZone, string Currency, string Role, DateTimeOffset? ArchivedAt)
{
    public static SeenProject Of(KnownProject project, Role role) =>
        new(project.Slug, project.Name, project.Context.Zone.Id, project.Context.Currency, RoleName.Of(role), project.ArchivedAt);
}
