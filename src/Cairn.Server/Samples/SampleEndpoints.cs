using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Problems;
using Cairn.Server.Settings;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Samples;

/// <summary>Sample data for a project that has none of its own yet: asked for, watched, cancelled.</summary>
internal static class SampleEndpoints
{
    public static IServiceCollection AddSamples(this IServiceCollection services, CairnSettings settings) =>
        services
            .AddSingleton(provider => new SampleLoads(
                Path.Combine(settings.DataFolder, "samples"),
                provider.GetRequiredService<TimeProvider>()
            ))
            .AddHostedService<LoadSamples>();

    public static IEndpointRouteBuilder MapSample(this IEndpointRouteBuilder project)
    {
        var sample = project.MapGroup("/sample").WithTags("Sample data");
        sample.MapGet("", Find).Produces<SampleAnswer>().WithSummary("How far the loading of sample data is");
        sample
            .MapPost("", Start)
            .WithMetadata(new RefusedWhileArchived())
            .AuditAs("sample.started")
            .RequireRole(Role.Admin)
            .Produces<SampleAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Load sample data: 90 days of an invented product. Asked twice, stored once");
        sample
            .MapDelete("", Cancel)
            .AuditAs("sample.cancelled")
            .RequireRole(Role.Admin)
            .Produces<SampleAnswer>()
            .WithSummary("End the loading; what is stored stays");
        return project;
    }

    private static IResult Find(HttpContext context, SampleLoads loads) => TypedResults.Json(SampleAnswer.Of(loads.Find(Project(context))));

    private static IResult Start(HttpContext context, SampleLoads loads) =>
        TypedResults.Json(SampleAnswer.Of(loads.Start(Project(context))), statusCode: StatusCodes.Status202Accepted);

    private static IResult Cancel(HttpContext context, SampleLoads loads) =>
        loads.Cancel(Project(context))
            ? TypedResults.Json(SampleAnswer.Of(loads.Find(Project(context))))
            : ProblemAnswer.From(new Problem(409, "not_running", "No sample data is being loaded.", "There is nothing to cancel."));

    private static ProjectId Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;

    /// <param name="State">none, waiting, running, done, cancelled or failed. done: the events are in the store, too.</param>
    /// <param name="Sent">Events that are durable.</param>
    /// <param name="Duplicates">Of those, how many were there before.</param>
    private sealed record SampleAnswer(
        string State,
        long Sent,
        long Total,
        long Duplicates,
        DateTimeOffset? StartedAt,
        DateTimeOffset? FinishedAt,
        string? Error
    )
    {
        public static SampleAnswer Of(SampleLoad? load) =>
            load is null
                ? new("none", 0, SampleLoads.Events, 0, null, null, null)
                : new(
                    JsonNamingPolicy.CamelCase.ConvertName(load.State.ToString()),
                    load.Sent,
                    load.Total,
                    load.Duplicates,
                    load.StartedAt,
                    load.FinishedAt,
                    load.Error
                );
    }
}
