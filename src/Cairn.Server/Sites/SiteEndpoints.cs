using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;
using Cairn.Workspace.Sites;

namespace Cairn.Server.Sites;

/// <summary>By what clients of Plausible, Umami and Google Analytics name the project. In the group of a project.</summary>
internal static class SiteEndpoints
{
    private const int MostSites = 100;

    public static IEndpointRouteBuilder MapSites(this IEndpointRouteBuilder project)
    {
        var sites = project.MapGroup("/sites").RequireRole(Role.Admin).WithTags("Keys");
        sites
            .MapGet("", ReadAsync)
            .Produces<SitesAnswer>()
            .WithSummary("The public names by which protocols without keys name the project");
        sites
            .MapPut("", ChangeAsync)
            .Accepts<SitesBody>("application/json")
            .Produces<SitesAnswer>()
            .AuditAs("sites.changed")
            .WithSummary("Give the project these public names and no others, from the next event on");
        return project;
    }

    private static async Task<SitesAnswer> ReadAsync(HttpContext context, EditSites sites, CancellationToken cancellationToken) =>
        SitesAnswer.Of(await sites.ReadAsync(Project(context), cancellationToken));

    private static async Task<IResult> ChangeAsync(HttpContext context, EditSites edit, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var given = fields.Raw("sites");
        var sites = fields.Texts(
            "sites",
            MostSites,
            SiteName.Normal,
            "Write a domain such as shop.example, a website's id or a measurement id: letters, digits and . - _ : / in at most 200 characters, and no key."
        );
        fields.RefuseOthers();
        if (given is null)
            fields.Fault("sites", "required", "This field is missing.");
        if (fields.Errors.Count > 0 || sites is null)
            return ProblemAnswer.Invalid(fields.Errors);
        var by = context.Features.GetRequiredFeature<Caller>().Name;
        if (await edit.ChangeAsync(Project(context), sites, by, cancellationToken) is { Count: > 0 } taken)
            return ProblemAnswer.Invalid([
                .. given!
                    .Value.EnumerateArray()
                    .Index()
                    .Where(site => SiteName.Normal(site.Item.GetString()!) is { } normal && taken.Contains(normal))
                    .Select(site => new InputError(
                        $"/sites/{site.Index}",
                        "taken",
                        $"Another project of this Cairn has {SiteName.Normal(site.Item.GetString()!)}: remove it there first."
                    )),
            ]);
        context.AuditNote().With("sites", string.Join(", ", sites.Order(StringComparer.Ordinal)));
        return TypedResults.Json(SitesAnswer.Of(await edit.ReadAsync(Project(context), cancellationToken)));
    }

    private static ProjectId Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;
}
