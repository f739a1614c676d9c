using Cairn.Server.Access;

namespace Cairn.Server.Health;

/// <summary>Is it alive, and can it take events and answer questions?</summary>
internal static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/healthz", () => new AliveAnswer("alive"))
            .WithTags("Health")
            .OpenToEverybody()
            .WithSummary("Alive: the process answers");
        routes
            .MapGet("/readyz", ReadyAsync)
            .WithTags("Health")
            .OpenToEverybody()
            .Produces<ReadyAnswer>()
            .Produces<NotReadyAnswer>(StatusCodes.Status503ServiceUnavailable, Events.Problem.ContentType)
            .WithSummary("Ready: events can be stored and questions answered; 503 names what fails");
        return routes;
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var checks = await readiness.AskAsync(cancellationToken);
        var ready = checks.All(check => check.Status == "ready");
        return ready
            ? TypedResults.Json(new ReadyAnswer("ready", checks))
            : TypedResults.Json(
                new NotReadyAnswer(503, "not_ready", "Cairn is not ready.", "failing", checks),
                statusCode: StatusCodes.Status503ServiceUnavailable,
                contentType: Events.Problem.ContentType
            );
    }

    private sealed record AliveAnswer(string Status);

    private sealed record ReadyAnswer(string Status, IReadOnlyList<CheckResult> Checks);

    /// <summary>Problem details with the checks as an extension.</summary>
    private sealed record NotReadyAnswer(int Status, string Code, string Title, string Readiness, IReadOnlyList<CheckResult> Checks);
}
