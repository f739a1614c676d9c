using Cairn.Events;
using Cairn.Insights.Catalog;
using Cairn.Insights.EventList;
using Cairn.Insights.Export;
using Cairn.Insights.Live;
using Cairn.Insights.Overview;
using Cairn.Insights.People;
using Cairn.Query;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.Questions;

/// <summary>Every question about a project. The group's filter has checked the caller's role and put the <see cref="ProjectContext"/> there.</summary>
public static class QuestionEndpoints
{
    public static void MapQuestions(this IEndpointRouteBuilder project)
    {
        var questions = project.MapGroup("").AddEndpointFilter(AnswerStoreFailuresAsync).WithTags("Questions");
        questions
            .MapPost("/query", AskAsync)
            .OpenToSelf()
            .WithMetadata(new AuditRule.Never("asks a question"))
            .Produces<AnyAnswer>()
            .WithSummary("Ask a question; the answer's shape goes by its kind");
        questions
            .MapPost("/query/persons", PersonsAsync)
            .WithMetadata(new AuditRule.Never("asks a question"))
            .Produces<PersonsBehind>()
            .WithSummary("The persons behind a number of an answer");
        questions.MapOverview();
        questions.MapEventList();
        questions.MapLiveSummary();
        questions.MapCatalog();
        questions.MapExports();
        questions.MapPeople();
    }

    private static async Task<IResult> AskAsync(HttpContext context, AnswerQuestion answer, CancellationToken cancellationToken)
    {
        var body = await BytesAsync(context, cancellationToken);
        return await answer.RespondAsync(context, errors => Read(body, errors), cancellationToken);
    }

    private static async Task<IResult> PersonsAsync(
        HttpContext context,
        QuestionRunner runner,
        QuestionKinds kinds,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(context.Features.GetRequiredFeature<ProjectContext>());
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        if (await ReadAsync(context, errors, cancellationToken) is not { } body)
            return Faults(errors);
        var fields = body.Object("query", "point", "limit");
        var (query, point) = (fields?.Required("query"), fields?.Required("point"));
        var limit = fields?["limit"]?.Whole(1, 10_000) ?? 100;
        if (query is not { } q || kinds.Of(q) is not { } kind || point is not { } p || errors.Any)
            return Faults(errors);
        var asked = new Asked(question, q);
        return await kind.PersonsAsync(asked, p, limit, cancellationToken) is { } persons ? InsightsJson.Answer(persons) : Faults(errors);
    }

    /// <summary>The question in the body; null with the fault reported when it is none.</summary>
    internal static async Task<SpecNode?> ReadAsync(HttpContext context, SpecErrors errors, CancellationToken cancellationToken) =>
        Read(await BytesAsync(context, cancellationToken), errors);

    /// <summary>The body; null when it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BytesAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            body.Write(buffer, 0, read);
            if (body.Length > SpecBody.MaxBytes)
                return null;
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static SpecNode? Read(ReadOnlyMemory<byte>? body, SpecErrors errors)
    {
        if (body is { } bytes)
            return SpecBody.Read(bytes, errors);
        errors.Add("", "too_large", $"A question may have {SpecBody.MaxBytes:N0} bytes.");
        return null;
    }

    /// <summary>400 with every fault; 403 when one is that others would be looked at; 422 when the only fault is that something is not built yet.</summary>
    internal static IResult Faults(SpecErrors errors) =>
        InsightsJson.Answer(
            errors.Items.FirstOrDefault(e => e.Code == ProblemCodes.SelfOnly) is { } others ? SelfOnly(others.Message, errors.Items)
            : errors.Items.All(e => e.Code == ProblemCodes.NotAvailable)
                ? new Problem(422, ProblemCodes.NotAvailable, "This is not available yet.", Errors: errors.Items)
            : Problem.Invalid(errors.Items)
        );

    /// <summary>What a caller of the role self is told who asks about others.</summary>
    internal static Problem SelfOnly(string detail, IReadOnlyList<InputError>? errors = null) =>
        new(403, ProblemCodes.SelfOnly, "You may only read your own analytics.", detail, errors);

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
