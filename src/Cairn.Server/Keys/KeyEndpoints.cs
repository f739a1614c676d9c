using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keys;

/// <summary>A project's keys, in its group. Nobody hands out or ends a higher role than their own.</summary>
internal static class KeyEndpoints
{
    private const int MaxEventsPerSecond = 1_000_000;

    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder project)
    {
        project
            .MapGet("/keys", ListAsync)
            .WithTags("Keys")
            .RequireRole(Role.Admin)
            .WithSummary("List write keys and API keys, the revoked ones included");
        project
            .MapPost("/keys", CreateAsync)
            .AuditAs("key.created")
            .WithTags("Keys")
            .RequireRole(Role.Admin)
            .Accepts<KeyBody>("application/json")
            .Produces<KeyAnswer>(StatusCodes.Status201Created)
            .WithSummary("Make a key; the secret of an API key is shown only here");
        project
            .MapDelete("/keys/{id:guid}", RevokeAsync)
            .AuditAs("key.revoked")
            .WithTags("Keys")
            .RequireRole(Role.Admin)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Revoke a key: it opens nothing from now on");
        return project;
    }

    private static async Task<Page<KeyAnswer>> ListAsync(HttpContext context, ListKeys keys, CancellationToken cancellationToken)
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>().Id;
        var writeKeys = await keys.WriteAsync(project, cancellationToken);
        var apiKeys = await keys.ApiAsync(project, cancellationToken);
        return new Page<KeyAnswer>([.. writeKeys.Select(KeyAnswer.Of), .. apiKeys.Select(key => KeyAnswer.Of(key))], Next: null);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateKey create, CancellationToken cancellationToken)
    {
        var access = context.Features.GetRequiredFeature<ProjectAccess>();
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var kind = fields.RequiredText("kind", maxLength: 20);
        var name = fields.RequiredText("name", CreateKey.MaxNameLength);
        var roleName = fields.Text("role", maxLength: 20);
        var eventsPerSecond = fields.Whole("eventsPerSecond", least: 1, MaxEventsPerSecond);
        fields.RefuseOthers();
        var role = CheckKind(fields, kind, roleName, eventsPerSecond);
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        if (role > access.Role)
            return ProblemAnswer.From(AboveCaller(role.Value));

        var answer = role is { } given
            ? await MakeApiKeyAsync(create, access, name!, given, cancellationToken)
            : KeyAnswer.Of(await create.WriteAsync(access.Project.Id, name!, eventsPerSecond, cancellationToken));
        context.AuditNote().On("key", answer.Id, answer.Name).With("kind", answer.Kind).With("role", answer.Role);
        return TypedResults.Created($"/api/projects/{access.Project.Slug}/keys/{answer.Id}", answer);
    }

    /// <returns>The role of an API key; null for a write key, and when something is at fault.</returns>
    private static Role? CheckKind(JsonFields fields, string? kind, string? roleName, int? eventsPerSecond)
    {
        switch (kind)
        {
            case "write" when roleName is not null:
                fields.Fault("role", "not_allowed", "A write key has no role: it only sends events.");
                return null;
            case "api" when eventsPerSecond is not null:
                fields.Fault("eventsPerSecond", "not_allowed", "Only a write key has a rate.");
                return null;
            case "api" when RoleName.Parse(roleName ?? "viewer") is { } role and not Role.Self:
                return role;
            case "api":
                fields.Fault("role", "unknown_role", "Use viewer, analyst, admin or owner.");
                return null;
            case not (null or "write"):
                fields.Fault("kind", "unknown_kind", "Use write or api.");
                return null;
            default:
                return null;
        }
    }

    private static async Task<KeyAnswer> MakeApiKeyAsync(
        CreateKey create,
        ProjectAccess access,
        string name,
        Role role,
        CancellationToken cancellationToken
    )
    {
        var (key, secret) = await create.ApiAsync(access.Project.Id, name, role, cancellationToken);
        return KeyAnswer.Of(key, secret);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, Guid id, RevokeKey revoke, CancellationToken cancellationToken)
    {
        var access = context.Features.GetRequiredFeature<ProjectAccess>();
        return await revoke.RunAsync(access.Project.Id, id, access.Role, cancellationToken) switch
        {
            Revocation.Done => TypedResults.NoContent(),
            Revocation.AboveCaller => ProblemAnswer.From(AboveCaller(Role.Owner)),
            _ => ProblemAnswer.From(new Problem(404, "unknown_key", "This project has no such key.", "GET …/keys lists them.")),
        };
    }

    private static Problem AboveCaller(Role role) =>
        new(403, "role_too_low", "Your role does not allow this.", $"The key's role, {RoleName.Of(role)}, is higher than yours.");

    private sealed record KeyBody(string Kind, string Name, string? Role = null, int? EventsPerSecond = null);
}
