using Cairn.Events;

namespace Cairn.Server.Problems;

/// <summary>The outermost step: whatever fails below is answered as a problem, and a bare 404 or 405 of the routing gets a body.</summary>
internal sealed partial class AnswerProblems(RequestDelegate next, ILogger<AnswerProblems> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads the answer.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
#pragma warning disable CA1031 // the outermost place: everything is answered
        catch (Exception e) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Forget(context.Response.Headers);
            if (ProblemOf.Exception(e) is var (problem, retryAfter))
            {
                if (problem.Status >= 500)
                    LogAway(log, problem.Code, e.Message);
                await context.WriteProblemAsync(problem, retryAfter);
                return;
            }
            LogFailed(log, e, context.Request.Method, Route(context), context.TraceIdentifier);
            await context.WriteProblemAsync(
                new Problem(
                    500,
                    "internal",
                    "Cairn failed to answer.",
                    $"This is a fault of ours. The log has it under {context.TraceIdentifier}."
                )
            );
            return;
        }
        if (context.Response is { StatusCode: 404 or 405 or 415, HasStarted: false, ContentType: null, ContentLength: null })
            await context.WriteProblemAsync(Bare(context.Response.StatusCode));
    }

    /// <summary>What the failed answer said of itself. The other headers stay: those for browsers hold for problems as well.</summary>
    private static void Forget(IHeaderDictionary headers)
    {
        headers.ContentType = default;
        headers.ContentLength = null;
        headers.ContentEncoding = default;
        headers.CacheControl = default;
        headers.ETag = default;
    }

    private static Problem Bare(int status) =>
        status switch
        {
            405 => new Problem(
                405,
                "method_not_allowed",
                "This address does not know the method.",
                "The Allow header names those it knows."
            ),
            415 => new Problem(415, "unsupported_media_type", "The body is not JSON.", "Send it with Content-Type: application/json."),
            _ => new Problem(404, "not_found", "There is nothing at this address.", "See /openapi/v1.json for what there is."),
        };

    /// <summary>The pattern, not the path: a path may carry somebody's id.</summary>
    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answered {Code}: {Reason}")]
    private static partial void LogAway(ILogger logger, string code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed ({TraceId})")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, string route, string traceId);
}
