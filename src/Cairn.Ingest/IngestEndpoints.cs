using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;
using Cairn.Ingest.Steps;
using Cairn.Ingest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Ingest;

/// <summary><c>POST /ingest/events</c>: Cairn's own wire format.</summary>
public sealed class IngestEndpoints(TakeEvents take)
{
    private const string Format = "cairn";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal async Task HandleAsync(HttpContext context)
    {
        CrossOrigin.Allow(context);
        var given = GivenKey.Of(context.Request);
        WriteKey? early = null;
        if (given.Text is not null)
        {
            // A key that is known to be wrong costs no unpacking.
            (early, var wrongKey) = await take.FindKeyAsync(context, given);
            if (wrongKey is not null)
            {
                await take.NoteRefusalAsync(context, given, Format, wrongKey.Status, wrongKey);
                await RefuseAsync(context, wrongKey);
                return;
            }
        }

        var (body, problem) = await BodyReader.ReadAsync(context.Request, context.RequestAborted);
        if (problem is not null)
        {
            await RefuseAsync(context, problem, early);
            return;
        }

        EventBody events;
        try
        {
            events = EventBody.Parse(body, IsLines(context.Request));
        }
        catch (JsonException e)
        {
            await RefuseAsync(context, IngestProblems.BadJson(e.Message), early);
            return;
        }

        using (events)
            await HandleAsync(context, given.Text is null ? new GivenKey(events.Key, IsHeader: false) : given, events);
    }

    private async Task HandleAsync(HttpContext context, GivenKey given, EventBody body)
    {
        var (key, wrongKey) = await take.FindKeyAsync(context, given);
        if (key is null)
        {
            await take.NoteRefusalAsync(context, given, Format, wrongKey!.Status, wrongKey);
            await RefuseAsync(context, wrongKey);
            return;
        }

        var taken = body.IsTooMany
            ? new Taken(IngestProblems.TooLarge)
            : await take.RunAsync(context, key, Items(body, take.Facts(context, key, body.SentAt)));
        take.Note(context, key, Format, taken.Problem?.Status ?? 200, taken);
        if (taken.Answer is { } answer)
            await AnswerAsync(context, 200, "application/json; charset=utf-8", answer);
        else
            await RefuseAsync(context, taken.Problem!, taken.RetryAfter);
    }

    private static List<SentEvent> Items(EventBody body, RequestFacts facts)
    {
        var items = new List<SentEvent>(body.Items.Count);
        for (var i = 0; i < body.Items.Count; i++)
            items.Add(
                body.Items[i] is { } json ? new SentEvent(json, facts)
                : body.IsTooDeep(i) ? new SentEvent(new Rejection(DropReason.TooDeep, "The event is nested more than 60 deep."))
                : new SentEvent(new Rejection(DropReason.InvalidJson, "The line is no JSON."))
            );
        return items;
    }

    private static bool IsLines(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        return type.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/ndjson", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/jsonl", StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="key">Whose request it is, where that is known.</param>
    private Task RefuseAsync(HttpContext context, Problem problem, WriteKey? key)
    {
        if (key is not null)
            take.Note(context, key, Format, problem.Status, new Taken(problem));
        return RefuseAsync(context, problem);
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

    internal Task PreflightAsync(HttpContext context) => take.PreflightAsync(context);
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
