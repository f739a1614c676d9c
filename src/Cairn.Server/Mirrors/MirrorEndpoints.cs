using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Mirrors;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Mirrors;

/// <summary>Where the project's old vendor takes what the project receives. In the group of a project.</summary>
internal static class MirrorEndpoints
{
    /// <summary>Every wire format.</summary>
    public const string AnyFormat = "any";

    public static IEndpointRouteBuilder MapMirror(this IEndpointRouteBuilder project)
    {
        var mirror = project.MapGroup("/mirror").RequireRole(Role.Admin).WithTags("Mirror");
        mirror
            .MapGet("", ReadAsync)
            .Produces<MirrorAnswer>()
            .WithSummary("Where what the project receives is sent as well, and what became of it since the server started");
        mirror
            .MapPut("", ChangeAsync)
            .Accepts<MirrorBody>("application/json")
            .Produces<MirrorAnswer>()
            .AuditAs("mirror.changed")
            .WithSummary("Send what the project receives to its old vendor as well, from the next request on");
        mirror
            .MapDelete("", RemoveAsync)
            .Produces(StatusCodes.Status204NoContent)
            .AuditAs("mirror.removed")
            .WithSummary("Send nothing to the old vendor any more and forget its key");
        return project;
    }

    private static async Task<MirrorAnswer> ReadAsync(
        HttpContext context,
        EditMirror edit,
        Ingest.Mirror.Mirrors mirrors,
        CancellationToken cancellationToken
    )
    {
        var row = await edit.ReadAsync(Project(context), cancellationToken);
        return MirrorAnswer.Of(row, row is null || edit.TryOpenKey(row, out _), mirrors.CountsOf(Project(context)));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        EditMirror edit,
        Ingest.Mirror.Mirrors mirrors,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var before = await edit.ReadAsync(Project(context), cancellationToken);
        if (await ReadMirror.RunAsync(fields, before, cancellationToken) is not { } setting)
            return ProblemAnswer.Invalid(fields.Errors);
        await edit.ChangeAsync(Project(context), setting, context.Features.GetRequiredFeature<Caller>().Name, cancellationToken);
        context
            .AuditNote()
            .With("what", setting.Forward is { } forward ? $"events to {forward}" : $"requests of {setting.Format}")
            .With("url", setting.Url)
            .With("redact", setting.IsRedacted ? "yes" : "no")
            .With("on", setting.IsOn ? "yes" : "no");
        return TypedResults.Json(await ReadAsync(context, edit, mirrors, cancellationToken));
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext context,
        EditMirror edit,
        Ingest.Mirror.Mirrors mirrors,
        CancellationToken cancellationToken
    )
    {
        await edit.RemoveAsync(Project(context), cancellationToken);
        mirrors.Forget(Project(context));
        return TypedResults.NoContent();
    }

    private static ProjectId Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;
}
