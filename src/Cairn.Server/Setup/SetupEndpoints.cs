using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Server.Projects;
using Cairn.Server.Sessions;
using Cairn.Workspace.Access;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Setup;

namespace Cairn.Server.Setup;

/// <summary>The first account and project, made by whoever holds the link that the console showed.</summary>
internal static class SetupEndpoints
{
    public static IEndpointRouteBuilder MapSetup(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/setup", IsNeeded).WithTags("Accounts").OpenToEverybody().WithSummary("Is there no account yet?");
        routes
            .MapPost("/api/setup", RunAsync)
            .AuditAs("setup.done")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<SetupBody>("application/json")
            .Produces<CreatedProject>(StatusCodes.Status201Created)
            .WithSummary("Make the first account and project, with the one-time token of the link; signs in");
        return routes;
    }

    private static SetupState IsNeeded(WorkspaceAccess workspace) => new(!workspace.Current.HasAccounts);

    private static async Task<IResult> RunAsync(
        HttpContext context,
        SetupToken token,
        WorkspaceAccess workspace,
        SetUp setUp,
        SessionCookie cookie,
        CancellationToken cancellationToken
    )
    {
        if (workspace.Current.HasAccounts)
            return ProblemAnswer.From(AlreadyDone);
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var guess = fields.RequiredText("token", maxLength: 200);
        if (guess is not null && !token.Matches(guess))
            return ProblemAnswer.From(
                new Problem(
                    403,
                    "wrong_token",
                    "The link is not valid.",
                    "Use the link of the newest start: each start of Cairn prints a new one."
                )
            );
        var email = fields.RequiredText("email", maxLength: 254);
        var password = fields.RequiredText("password", PasswordRules.MaxTypedLength);
        var project = fields.RequiredObject("project") is { } nested ? ProjectFields.Read(nested) : null;
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || guess is null || email is null || password is null || project is null)
            return ProblemAnswer.Invalid(fields.Errors);

        var result = await setUp.FirstAccountAsync(new FirstOwner(email, password), project, cancellationToken);
        if (result.TooLate)
            return ProblemAnswer.From(AlreadyDone);
        if (result.SlugTaken)
            return ProblemAnswer.From(ProjectEndpoints.SlugTaken("/project/slug"));
        if (result.Errors is { } errors)
            return ProblemAnswer.Invalid(errors);
        context.AuditNote().By(result.Owner!).On("project", name: result.Project!.Slug);
        await cookie.StartAsync(context, result.Owner!, "setup", cancellationToken);
        return TypedResults.Created($"/api/projects/{result.Project.Slug}", result.Project);
    }

    private static Problem AlreadyDone =>
        new(409, "already_set_up", "Cairn has its first account already.", "Sign in at POST /api/session.");

    private sealed record SetupState(bool Needed);

    private sealed record SetupBody(string Token, string Email, string Password, ProjectBody Project);
}
