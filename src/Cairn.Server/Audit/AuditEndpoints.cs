using System.Globalization;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Audit;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Audit;

/// <summary>Reads the audit log: of a project, or of everything. Nothing writes to it from outside.</summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/audit", ListAsync)
            .WithTags("Audit")
            .RequireInstanceRole(Role.Admin)
            .Produces<Page<AuditLine>>()
            .WithSummary("What was done in every project and in the instance itself, newest first");
        return routes;
    }

    public static IEndpointRouteBuilder MapProjectAudit(this IEndpointRouteBuilder project)
    {
        project
            .MapGet("/audit", ListAsync)
            .WithTags("Audit")
            .RequireRole(Role.Admin)
            .Produces<Page<AuditLine>>()
            .WithSummary("What was done in the project, newest first");
        return project;
    }

    /// <param name="action">A whole action (<c>key.created</c>) or its noun with a dot (<c>key.</c>).</param>
    /// <param name="actor">An e-mail address or a key's name, exactly.</param>
    /// <param name="target">Part of the target's name, or its whole id.</param>
    /// <param name="from">ISO 8601; at or after.</param>
    /// <param name="to">ISO 8601; before.</param>
    private static async Task<IResult> ListAsync(
        HttpContext context,
        ListAudit list,
        WorkspaceAccess workspace,
        string? action,
        string? actor,
        string? actorKind,
        string? target,
        string? from,
        string? to,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new List<InputError>();
        var (start, end) = (Time(from, "/from", errors), Time(to, "/to", errors));
        var kind = ActorKindName.Parse(actorKind);
        if (kind is null && !string.IsNullOrEmpty(actorKind))
            errors.Add(
                new("/actorKind", "unknown_value", $"Use one of {string.Join(", ", Enum.GetValues<ActorKind>().Select(ActorKindName.Of))}.")
            );
        if (limit is < 1 or > MaxLimit)
            errors.Add(new("/limit", "out_of_range", $"This must be a whole number from 1 to {MaxLimit}."));
        long? before = null;
        if (cursor is { Length: > 0 })
        {
            if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
                before = last;
            else
                errors.Add(new("/cursor", "invalid_cursor", "Hand on the next of the page before, unchanged, or leave it out."));
        }
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);
        var filter = new AuditFilter(
            context.Features.Get<ProjectAccess>()?.Project.Id,
            NullIfEmpty(action),
            NullIfEmpty(actor),
            kind,
            NullIfEmpty(target),
            start,
            end
        );
        var size = limit ?? DefaultLimit;
        var page = await list.PageAsync(filter, before, size + 1, cancellationToken);
        var slugs = workspace.Current.Projects.ToDictionary(project => (int)project.Id.Value, project => project.Slug);
        var items = page.Take(size).Select(entry => AuditLine.Of(entry, slugs)).ToArray();
        return TypedResults.Json(
            new Page<AuditLine>(items, page.Count > size ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null)
        );
    }

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;

    private static DateTimeOffset? Time(string? text, string pointer, List<InputError> errors)
    {
        if (text is not { Length: > 0 })
            return null;
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
            return time;
        errors.Add(new(pointer, "invalid_time", "This is no time. Use ISO 8601, e.g. 2026-11-20T10:00:00Z."));
        return null;
    }
}
