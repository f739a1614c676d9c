using System.Text.Json;
using Cairn.Events;
using Cairn.Insights.EventList;
using Cairn.Insights.Overview;
using Cairn.Insights.Trends;
using Cairn.Query;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Insights.Questions;

/// <summary>Every question about a project. The group's filter has checked the caller's role and put the <see cref="ProjectContext"/> there.</summary>
public static class QuestionEndpoints
{
    /// <summary>Kinds that <c>POST …/query</c> answers.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["trends"];

    public static void MapQuestions(this IEndpointRouteBuilder project)
    {
        var questions = project.MapGroup("").AddEndpointFilter(AnswerStoreFailuresAsync).WithTags("Questions");
        questions.MapPost("/query", AskAsync).Accepts<JsonElement>("application/json").Produces<TrendsResult>();
        questions.MapPost("/query/persons", PersonsAsync).Accepts<JsonElement>("application/json").Produces<TrendsPersons>();
        questions.MapOverview();
        questions.MapEventList();
    }

    /// <summary>Everything that questions need. The server adds the ClickHouse client, the identities and a clock.</summary>
    public static IServiceCollection AddInsights(this IServiceCollection services) =>
        services
            .AddSingleton<QuestionRunner>()
            .AddSingleton<TrendsQuery>()
            .AddSingleton<TrendsPersonsQuery>()
            .AddSingleton<OverviewQuery>()
            .AddSingleton<EventListQuery>();

    private static async Task<IResult> AskAsync(HttpContext context, TrendsQuery trends, CancellationToken cancellationToken)
    {
        var errors = new SpecErrors();
        if (await ReadAsync(context, errors, cancellationToken) is not { } body)
            return Faults(errors);
        if (ReadKind(body) != "trends" || TrendsReader.Read(body) is not { } spec)
            return Faults(errors);
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        var result = await trends.AskAsync(project, spec, body.Element, errors, cancellationToken);
        return result is null ? Faults(errors) : InsightsJson.Answer(result);
    }

    private static async Task<IResult> PersonsAsync(HttpContext context, TrendsPersonsQuery persons, CancellationToken cancellationToken)
    {
        var errors = new SpecErrors();
        if (await ReadAsync(context, errors, cancellationToken) is not { } body)
            return Faults(errors);
        var fields = body.Object("query", "point", "limit");
        var (query, point) = (fields?.Required("query"), fields?.Required("point"));
        var spec = query is { } q && ReadKind(q) == "trends" ? TrendsReader.Read(q) : null;
        var at = point is { } p ? TrendsPointRef.Read(p) : null;
        var limit = fields?["limit"]?.Whole(1, 10_000) ?? 100;
        if (errors.Any || spec is null || at is null)
            return Faults(errors);
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        var result = await persons.AskAsync(project, spec, at, limit, errors, cancellationToken);
        return result is null ? Faults(errors) : InsightsJson.Answer(result);
    }

    private static string? ReadKind(SpecNode body)
    {
        if (body.Kind != JsonValueKind.Object)
        {
            body.Object();
            return null;
        }

        if (!body.Element.TryGetProperty("kind", out var kind))
        {
            body.Errors.Add(body.Pointer + "/kind", "required", $"The field \"kind\" is required. Kinds: {string.Join(", ", Kinds)}.");
            return null;
        }

        var node = new SpecNode(kind, body.Pointer + "/kind", body.Errors);
        if (kind.ValueKind == JsonValueKind.String && Kinds.Contains(kind.GetString()!))
            return kind.GetString();
        var word = kind.ValueKind == JsonValueKind.String ? kind.GetString()! : "";
        node.Fault("unknown_kind", $"There is no such kind of question.{DidYouMean.Hint(word, Kinds)} Kinds: {string.Join(", ", Kinds)}.");
        return null;
    }

    private static async Task<SpecNode?> ReadAsync(HttpContext context, SpecErrors errors, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            body.Write(buffer, 0, read);
            if (body.Length <= SpecBody.MaxBytes)
                continue;
            errors.Add("", "too_large", $"A question may have {SpecBody.MaxBytes:N0} bytes.");
            return null;
        }

        return SpecBody.Read(body.GetBuffer().AsMemory(0, (int)body.Length), errors);
    }

    /// <summary>400 with every fault; 422 when the only fault is that something is not built yet.</summary>
    internal static IResult Faults(SpecErrors errors) =>
        InsightsJson.Answer(
            errors.Items.All(e => e.Code == ProblemCodes.NotAvailable)
                ? new Problem(422, ProblemCodes.NotAvailable, "This is not available yet.", Errors: errors.Items)
                : Problem.Invalid(errors.Items)
        );

    private static async ValueTask<object?> AnswerStoreFailuresAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (StoreFailures.ToProblem(e) is not null)
        {
            var problem = StoreFailures.ToProblem(e)!;
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
                context.HttpContext.Response.Headers.RetryAfter = "2";
            return InsightsJson.Answer(problem);
        }
    }
}
