using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Ingest.Steps;
using Cairn.Ingest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Ingest;

/// <summary>The answer to accepted work: sent when every accepted event is on disk.</summary>
public sealed record IngestAnswer(int Accepted, int Duplicates, IReadOnlyList<RejectedEvent> Rejected);

/// <summary>An event of the request that was refused.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
public sealed record RejectedEvent(int Index, string Code, string Message);

/// <summary><c>POST /ingest/events</c>: wire → steps → spool → verdict per event.</summary>
public sealed class IngestEndpoints(EventSpool spool, IngestSteps steps, FindWriteKey findKey, AcceptedEvents accepted, TimeProvider time)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private readonly RateBuckets<string> _limits = new(time);

    internal async Task HandleAsync(HttpContext context)
    {
        CrossOrigin.Allow(context);
        var given = GivenKey.Of(context.Request);
        // A key that is known to be wrong costs no unpacking.
        if (given.Text is not null && (await FindAsync(context, given)).Problem is { } wrongKey)
        {
            await RefuseAsync(context, wrongKey);
            return;
        }

        var (body, problem) = await BodyReader.ReadAsync(context.Request, context.RequestAborted);
        if (problem is not null)
        {
            await RefuseAsync(context, problem);
            return;
        }

        EventBody events;
        try
        {
            events = EventBody.Parse(body, IsLines(context.Request));
        }
        catch (JsonException e)
        {
            await RefuseAsync(context, IngestProblems.BadJson(e.Message));
            return;
        }

        using (events)
            await HandleAsync(context, given.Text is null ? new GivenKey(events.Key, IsHeader: false) : given, events);
    }

    private async Task HandleAsync(HttpContext context, GivenKey given, EventBody body)
    {
        var (key, wrongKey) = await FindAsync(context, given);
        if (key is null)
        {
            await RefuseAsync(context, wrongKey!);
            return;
        }

        if (body.IsTooMany)
        {
            await RefuseAsync(context, IngestProblems.TooLarge);
            return;
        }

        if (TakeRate(context, key, body.Items.Count) is { } wait)
        {
            await RefuseAsync(context, IngestProblems.RateLimited, wait);
            return;
        }

        var (kept, rejected) = RunSteps(body, Facts(context, key, body));
        var repeats = 0;
        if (kept.Count > 0)
        {
            try
            {
                var isRepeat = (await spool.AppendAsync(kept)).IsRepeat;
                repeats = isRepeat.Count(r => r);
                accepted.Publish(kept, isRepeat);
            }
            catch (SpoolUnavailableException e)
            {
                await RefuseAsync(context, IngestProblems.Unavailable(e.Message), TimeSpan.FromSeconds(1));
                return;
            }
        }

        IngestMetrics.Accepted(kept.Count - repeats);
        IngestMetrics.Duplicates(repeats);
        await AnswerAsync(context, 200, "application/json; charset=utf-8", new IngestAnswer(kept.Count - repeats, repeats, rejected));
    }

    /// <summary>The key, or why it does not open the door to this request.</summary>
    private async ValueTask<(WriteKey? Key, Problem? Problem)> FindAsync(HttpContext context, GivenKey given)
    {
        if (given.Text is not { Length: > 0 } text)
            return (null, IngestProblems.MissingKey);
        var key = await findKey(text, context.RequestAborted);
        var problem = CheckKey.Run(key, context.Request, given.IsHeader, time.GetUtcNow());
        if (problem is { Code: "origin_not_allowed" })
            CrossOrigin.Forbid(context);
        return problem is null ? (key, null) : (null, problem);
    }

    /// <summary>Tells the client of the key's rate, where it has one.</summary>
    /// <returns>Null: the events may pass; else how long to wait.</returns>
    private TimeSpan? TakeRate(HttpContext context, WriteKey key, int events)
    {
        if (key.EventsPerSecond is not ({ } rate and > 0))
            return null;
        var policy = new RatePolicy("events", rate, _second);
        var take = _limits.Take(key.Key, policy, events);
        context.Response.Headers["RateLimit-Policy"] = policy.Header;
        context.Response.Headers["RateLimit"] = take.Header(policy);
        return take.Wait;
    }

    private (List<Event> Kept, List<RejectedEvent> Rejected) RunSteps(EventBody body, RequestFacts facts)
    {
        var kept = new List<Event>(body.Items.Count);
        var rejected = new List<RejectedEvent>();
        for (var i = 0; i < body.Items.Count; i++)
        {
            var (e, rejection) = body.Items[i] is { } json
                ? steps.Run(json, facts)
                : (
                    null,
                    body.IsTooDeep(i)
                        ? new Rejection(DropReason.TooDeep, "The event is nested more than 60 deep.")
                        : new Rejection(DropReason.InvalidJson, "The line is no JSON.")
                );
            if (e is not null)
            {
                kept.Add(e);
                continue;
            }

            IngestMetrics.Rejected(rejection!.Reason);
            rejected.Add(new RejectedEvent(i, rejection.Reason.Code(), rejection.Message));
        }

        return (kept, rejected);
    }

    private RequestFacts Facts(HttpContext context, WriteKey key, EventBody body)
    {
        var now = time.GetUtcNow();
        var received = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var userAgent = context.Request.Headers.UserAgent.ToString();
        return new RequestFacts(
            key.Project,
            received,
            body.SentAt,
            userAgent.Length == 0 ? null : userAgent,
            context.Connection.RemoteIpAddress
        )
        {
            AllowedEvents = key.Events,
        };
    }

    private static bool IsLines(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        return type.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/ndjson", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/jsonl", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task RefuseAsync(HttpContext context, Problem problem, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await AnswerAsync(context, problem.Status, Problem.ContentType, problem);
    }

    private static async Task AnswerAsync<T>(HttpContext context, int status, string contentType, T answer)
    {
        IngestMetrics.Request(status);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, _json);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    internal Task PreflightAsync(HttpContext context) => CrossOrigin.PreflightAsync(context, findKey);
}

/// <summary>The routes of ingest.</summary>
public static class IngestRoutes
{
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/ingest/events",
                (RequestDelegate)(context => context.RequestServices.GetRequiredService<IngestEndpoints>().HandleAsync(context))
            )
            .WithName("ingestEvents")
            .WithTags("Ingest");
        routes
            .MapMethods(
                "/ingest/events",
                ["OPTIONS"],
                (RequestDelegate)(context => context.RequestServices.GetRequiredService<IngestEndpoints>().PreflightAsync(context))
            )
            .ExcludeFromDescription();
    }
}

/// <summary>Tells whoever watches live of events the moment they are durable. Costs nothing while nobody does.</summary>
public sealed class AcceptedEvents
{
    /// <summary>Called on the request's thread: it must only hand the events on.</summary>
    public Action<IReadOnlyList<Event>>? Listener { get; set; }

    internal void Publish(List<Event> events, IReadOnlyList<bool> isRepeat)
    {
        if (Listener is { } listener)
            listener([.. events.Where((_, i) => !isRepeat[i])]);
    }
}
