using Cairn.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Server.Problems;

/// <summary>How error answers are written: RFC 9457 problem details with a <c>code</c>.</summary>
public static class ProblemAnswer
{
    public static JsonHttpResult<Problem> From(Problem problem) =>
        TypedResults.Json(problem, contentType: Problem.ContentType, statusCode: problem.Status);

    public static JsonHttpResult<Problem> Invalid(IReadOnlyList<InputError> errors) => From(Problem.Invalid(errors));

    /// <summary>Writes it, unless the answer has begun already.</summary>
    public static async Task WriteProblemAsync(this HttpContext context, Problem problem, TimeSpan? retryAfter = null)
    {
        if (context.Response.HasStarted)
            return;
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString();
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await context.Response.WriteAsJsonAsync(problem, options: null, Problem.ContentType, context.RequestAborted);
    }
}
