using Cairn.Events;
using Cairn.Insights.Compare;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Problems;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Comparing;

/// <summary>Another vendor's numbers beside ours. In the group of a project.</summary>
internal static class CompareEndpoints
{
    private const long MostBytes = 20 * 1024 * 1024;

    public static IEndpointRouteBuilder MapCompare(this IEndpointRouteBuilder project)
    {
        project
            .MapPost("/compare", CompareAsync)
            .RequireRole(Role.Analyst)
            .NotAudited("counts, and keeps nothing")
            .WithTags("Mirror")
            .Produces<ComparedCounts>()
            .WithSummary(
                "Compare another vendor's counts per event and hour (CSV, times in ?timeZone=) with what is stored, and name likely causes"
            );
        return project;
    }

    private static async Task<IResult> CompareAsync(
        HttpContext context,
        CompareQuery compare,
        string? timeZone,
        CancellationToken cancellationToken
    )
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        var zone = timeZone is null ? project.Zone : TimeZoneId.Find(timeZone);
        if (zone is null)
            return ProblemAnswer.Invalid([
                new InputError("/timeZone", "unknown_zone", "Write an IANA name such as Europe/Berlin, or UTC."),
            ]);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length > MostBytes)
            return ProblemAnswer.Invalid([new InputError("/file", "too_large", "The file is larger than 20 MiB.")]);
        body.Position = 0;
        var read = new ReadTheirs(zone);
        using var text = new StreamReader(body);
        IReadOnlyList<TheirCount> theirs;
        try
        {
            theirs = read.Run(text);
        }
        catch (FormatException)
        {
            return ProblemAnswer.Invalid([new InputError("/file", "invalid_csv", "A quote in the file is never closed.")]);
        }

        return read.Errors.Count > 0
            ? ProblemAnswer.Invalid(read.Errors)
            : TypedResults.Json(await compare.AskAsync(project, theirs, cancellationToken));
    }
}
