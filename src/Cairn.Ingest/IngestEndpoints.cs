using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;
using Cairn.Ingest.Sealing;
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
public sealed class IngestEndpoints(HandOver handOver, IngestSteps steps, FindWriteKey findKey, AcceptedEvents accepted, TimeProvider time)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
    private readonly RateLimits _limits = new(time);

    internal async Task HandleAsync(HttpContext context)
    {
        AllowAnyOrigin(context);
        var key = KeyOf(context.Request);
        // A key that is known to be wrong costs no unpacking.
        if (key is { Length: > 0 } && await findKey(key, context.RequestAborted) is null)
        {
            await RefuseAsync(context, IngestProblems.UnknownKey);
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
            await HandleAsync(context, key is { Length: > 0 } ? key : events.Key, events);
    }

    private async Task HandleAsync(HttpContext context, string? text, EventBody body)
    {
        if (text is not { Length: > 0 })
        {
            await RefuseAsync(context, IngestProblems.MissingKey);
            return;
        }

        if (await findKey(text, context.RequestAborted) is not { } key)
        {
            await RefuseAsync(context, IngestProblems.UnknownKey);
            return;
        }

        if (body.IsTooMany)
        {
            await RefuseAsync(context, IngestProblems.TooLarge);
            return;
        }

        if (_limits.Take(key, body.Items.Count) is { } wait)
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
                var (stored, appended) = await handOver.RunAsync(key.Project, kept, context.RequestAborted);
                repeats = appended.IsRepeat.Count(r => r);
                accepted.Publish(stored, appended.IsRepeat);
            }
            catch (PersonKeysUnavailableException e)
            {
                await RefuseAsync(context, IngestProblems.KeysUnavailable(e.Message), TimeSpan.FromSeconds(2));
                return;
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
        );
    }

    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return header[7..].Trim();
        return request.Query.TryGetValue("key", out var key) ? key.ToString() : null;
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

    internal static Task PreflightAsync(HttpContext context)
    {
        AllowAnyOrigin(context);
        var asked = context.Request.Headers.AccessControlRequestHeaders.ToString();
        context.Response.Headers.AccessControlAllowMethods = "POST, OPTIONS";
        context.Response.Headers.AccessControlAllowHeaders = asked.Length is > 0 and < 1000
            ? asked
            : "authorization, content-type, content-encoding";
        context.Response.Headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>Write keys are public and carry no cookie, so any page may send.</summary>
    private static void AllowAnyOrigin(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return;
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        context.Response.Headers.Vary = "Origin";
    }
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
        routes.MapMethods("/ingest/events", ["OPTIONS"], (RequestDelegate)IngestEndpoints.PreflightAsync).ExcludeFromDescription();
    }
}

/// <summary>Tells whoever watches live of events the moment they are durable. Costs nothing while nobody does.</summary>
public sealed class AcceptedEvents
{
    /// <summary>Called on the request's thread: it must only hand the events on.</summary>
    public Action<IReadOnlyList<Event>>? Listener { get; set; }

    internal void Publish(IReadOnlyList<Event> events, IReadOnlyList<bool> isRepeat)
    {
        if (Listener is { } listener)
            listener([.. events.Where((_, i) => !isRepeat[i])]);
    }
}
