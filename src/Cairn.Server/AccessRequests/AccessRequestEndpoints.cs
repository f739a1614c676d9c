using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Erasing;
using Cairn.Server.Problems;
using Cairn.Server.Settings;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;
using Cairn.Workspace.Roles;

namespace Cairn.Server.AccessRequests;

/// <summary>Everything known about a person, as one archive.</summary>
internal static class AccessRequestEndpoints
{
    public static IEndpointRouteBuilder MapAccessRequests(this IEndpointRouteBuilder project)
    {
        project
            .MapPost("/privacy/access-requests", AnswerAsync)
            .RequireRole(Role.Admin)
            .WithTags("Access requests")
            .AuditAs("person.exported")
            .Accepts<PersonBody>("application/json")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .WithSummary("Everything known about a person, decrypted, as a ZIP archive");
        return project;
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        FindPerson find,
        WriteArchive archive,
        MasterKey master,
        CairnSettings settings,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var (distinctId, personId) = ErasureEndpoints.ReadPerson(fields);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var access = context.Features.GetRequiredFeature<ProjectAccess>();
        var found = await find.RunAsync(
            access.Project.Id,
            personId is { } id ? new PersonId(id) : null,
            distinctId,
            [],
            access.Project.Context.StoredIds,
            cancellationToken
        );
        var file = Unnamed(settings.DataFolder);
        try
        {
            if (await archive.RunAsync(file, access.Project.Context, found, cancellationToken) == 0)
            {
                await file.DisposeAsync();
                return ProblemAnswer.From(
                    new Problem(
                        404,
                        "unknown_person",
                        "Nothing is stored of such a person.",
                        "Check the id; it is compared letter by letter."
                    )
                );
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        context.AuditNote().On("person", master.HashesOf(access.Project.Id)(found.Persons[0]));
        file.Position = 0;
        return TypedResults.Stream(file, "application/zip", $"person-{access.Project.Slug}.zip");
    }

    /// <summary>A file that has no name any more when it is written to: whatever happens, nothing of the person stays behind.</summary>
    private static FileStream Unnamed(string folder)
    {
        var path = Path.Combine(folder, "access-" + Guid.NewGuid().ToString("N"));
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        File.Delete(path);
        return file;
    }
}
