using Cairn.Events;
using Cairn.Ingest.Sealing;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Erasing;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Encryption;

/// <summary>Which properties are kept encrypted.</summary>
internal static class EncryptionEndpoints
{
    private const int MaxNames = 100;
    private const int MaxName = 400;

    public static IEndpointRouteBuilder MapEncryption(this IEndpointRouteBuilder project)
    {
        var encryption = project.MapGroup("/privacy/encryption").RequireRole(Role.Admin).WithTags("Encryption");
        encryption.MapGet("", Find).Produces<EncryptionAnswer>().WithSummary("Properties whose values are kept encrypted");
        encryption
            .MapPut("", ChangeAsync)
            .AuditAs("encryption.changed")
            .Accepts<EncryptionBody>("application/json")
            .Produces<EncryptionAnswer>()
            .WithSummary("Choose them; holds for events from now on, what is stored stays as it is");
        return project;
    }

    private static IResult Find(HttpContext context, EncryptionSettings settings) =>
        TypedResults.Json(Shown(settings.Of(ProjectOf(context))));

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        EncryptionSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var (events, persons) = (fields.Names("eventProperties", MaxNames, MaxName), fields.Names("personProperties", MaxNames, MaxName));
        fields.RefuseOthers();
        foreach (var name in events.Where(EncryptedProperties.Never.Contains))
            fields.Fault(
                "eventProperties",
                "cannot_be_encrypted",
                $"{name} says who is who, so it is never encrypted. Take it out of the list."
            );
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var choice = new EncryptionChoice(events, persons, context.Features.GetRequiredFeature<Caller>().Name, time.GetUtcNow());
        await settings.ChangeAsync(ProjectOf(context), choice, cancellationToken);
        context
            .AuditNote()
            .On("encryption")
            .With("eventProperties", string.Join(", ", events))
            .With("personProperties", string.Join(", ", persons));
        return TypedResults.Json(Shown(choice));
    }

    private static ProjectId ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;

    private static EncryptionAnswer Shown(EncryptionChoice? choice) =>
        new(choice?.EventProperties ?? [], choice?.PersonProperties ?? [], choice?.ChangedBy, choice?.ChangedAt);
}

/// <summary>Names of first-level properties; those left out are no longer encrypted.</summary>
internal sealed record EncryptionBody(IReadOnlyList<string>? EventProperties, IReadOnlyList<string>? PersonProperties);

/// <param name="ChangedAt">Events from then on are encrypted so; null: never chosen.</param>
internal sealed record EncryptionAnswer(
    IReadOnlyList<string> EventProperties,
    IReadOnlyList<string> PersonProperties,
    string? ChangedBy,
    DateTimeOffset? ChangedAt
);
