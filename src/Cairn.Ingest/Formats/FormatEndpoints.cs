using System.Globalization;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Formats.Traces;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Wire;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Formats;

/// <summary>Finds the write key of a project by what a vendor's client names it by and that is no key: its slug, or a site that was entered for it. Null: none such.</summary>
public delegate ValueTask<string?> FindSiteKey(string site, CancellationToken cancellationToken);

/// <summary>Requests in vendors' wire formats: told apart, read, taken as every other event, answered in the vendor's words.</summary>
public sealed class FormatEndpoints(
    TakeEvents take,
    FindSiteKey findSite,
    CookielessSalts salts,
    RecentTraces traces,
    KeptParts parts,
    Mirrors? mirrors = null
)
{
    private readonly Visitors _visitors = new(salts);

    /// <summary>When the store is behind: every recorded client that retries at all retries 503, and several drop events at 429 or 500.</summary>
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    internal async Task HandleAsync(HttpContext context, IReadOnlyList<(WireFormat Format, FormatRoute Route)> candidates)
    {
        CrossOrigin.AllowWithCredentials(context);
        var (raw, problem) = await BodyReader.ReadRawAsync(context.Request, context.RequestAborted);
        var bytes = raw;
        if (problem is null)
            (bytes, problem) = BodyReader.UnpackBySight(raw, context.Request.Headers.ContentEncoding.ToString());
        if (problem is not null)
        {
            await RefuseUnreadAsync(context, candidates[0].Format, problem);
            return;
        }

        VendorBody body;
        try
        {
            body = candidates[0].Route.IsBinary ? VendorBody.Binary(bytes) : VendorBody.Read(bytes, context.Request.Query["data"]);
        }
        catch (JsonException e)
        {
            await RefuseUnreadAsync(context, candidates[0].Format, IngestProblems.BadJson(e.Message));
            return;
        }

        using (body)
        {
            var request = new VendorRequest(context.Request, body, take.ReceivedAt()) { Raw = raw };
            var (format, route) = candidates.FirstOrDefault(c => c.Route.Recognises?.Invoke(request) == true, candidates[0]);
            await AnswerAsync(
                context,
                format,
                route is TakingRoute taking ? await TakeAsync(context, format, taking, request) : ((SayingRoute)route).Say(request)
            );
        }
    }

    internal Task PreflightAsync(HttpContext context)
    {
        CrossOrigin.AllowAnyPreflight(context);
        return Task.CompletedTask;
    }

    /// <summary>Of several sites in one request, one that takes its events is enough; a project that has two of them takes the events once.</summary>
    private async Task<VendorAnswer> TakeAsync(HttpContext context, WireFormat format, TakingRoute route, VendorRequest request)
    {
        VendorAnswer? answer = null;
        VendorAnswer? refusal = null;
        var projects = new HashSet<ProjectId>();
        for (var reading = route.Read(request); reading is not null; reading = reading.Next)
        {
            var (text, isTaken) = await TakeAsync(context, format, route, request, reading, projects);
            if (isTaken)
                answer ??= text;
            else
                refusal ??= text;
        }

        return answer ?? refusal!;
    }

    private async Task<(VendorAnswer? Answer, bool IsTaken)> TakeAsync(
        HttpContext context,
        WireFormat format,
        TakingRoute route,
        VendorRequest request,
        VendorReading reading,
        HashSet<ProjectId> projects
    )
    {
        if (reading.Fault is { } fault)
            return (await RefuseAsync(context, format, route, request, await GuessAsync(request), fault), false);
        var given = reading.Given;
        var isSite = false;
        if (reading is { IsKeyASite: true, Key: { } site } && await findSite(site, context.RequestAborted) is { } found)
            (given, isSite) = (new GivenKey(found, IsHeader: false), true);
        var (key, wrongKey) = await take.FindKeyAsync(context, given);
        if (key is null)
            return (await RefuseAsync(context, format, route, request, given, wrongKey!), false);
        if (!projects.Add(key.Project) && reading.IsRepeat)
            return (null, true);
        var taken =
            reading.Events.Count(e => !e.IsImplied) > EventBody.MaxEvents
                ? new Taken(IngestProblems.TooLarge)
                : await TakeAsync(context, key, reading);
        var answer = taken.Answer is { } told
            ? reading.Answer?.Invoke(told) ?? route.Answer(request, reading, told)
            : Refuse(context, route, request, taken.Problem!, taken.RetryAfter);
        if (taken.Answer is { } counted)
            IngestMetrics.Format(format.Name, counted.Accepted, reading.PassedOver);
        take.Note(context, key, format.Name, answer.Status, taken, reading.PassedOver);
        if (taken.Answer is not null)
            mirrors?.Offer(context.Request, key.Project, format.Name, request.Raw, reading.Key, isSite);
        return (answer, taken.Answer is not null);
    }

    private async Task<Taken> TakeAsync(HttpContext context, WriteKey key, VendorReading reading)
    {
        var facts = take.Facts(context, key, sentAt: null);
        var (natives, joins) = traces.Complete(key.Project, reading);
        var documents = new List<JsonDocument>(natives.Count);
        try
        {
            var events = new List<SentEvent>(natives.Count);
            foreach (var e in natives)
            {
                e.Complete?.Invoke(new Sender(key.Project, e.In(facts), _visitors));
                documents.Add(JsonDocument.Parse(e.ToJson(key.Project), new JsonDocumentOptions { MaxDepth = 72 }));
                events.Add(new SentEvent(documents[^1].RootElement, e.In(facts)) { Part = e.Part?.Of(e) });
            }

            var taken = await take.RunAsync(context, key, events, parts);
            if (taken.Answer is not null)
                traces.Joined(key.Project, joins);
            return taken;
        }
        finally
        {
            foreach (var document in documents)
                document.Dispose();
        }
    }

    /// <summary>Nothing of the body can be read; the address and the headers may still say whose request it is.</summary>
    private async Task RefuseUnreadAsync(HttpContext context, WireFormat format, Problem problem)
    {
        using var body = VendorBody.Binary(default);
        var given = await GuessAsync(new VendorRequest(context.Request, body, take.ReceivedAt()));
        await take.NoteRefusalAsync(context, given, format.Name, problem.Status, problem);
        await AnswerAsync(context, format, VendorAnswer.Refusal(problem));
    }

    private async ValueTask<GivenKey> GuessAsync(VendorRequest request)
    {
        var given = GuessKey.Of(request);
        return given is { IsHeader: false, Text: { } site } && await findSite(site, request.Http.HttpContext.RequestAborted) is { } found
            ? new GivenKey(found, IsHeader: false)
            : given;
    }

    private async Task<VendorAnswer> RefuseAsync(
        HttpContext context,
        WireFormat format,
        TakingRoute route,
        VendorRequest request,
        GivenKey given,
        Problem problem
    )
    {
        var answer = Refuse(context, route, request, problem);
        await take.NoteRefusalAsync(context, given, format.Name, answer.Status, problem);
        return answer;
    }

    private static VendorAnswer Refuse(
        HttpContext context,
        TakingRoute route,
        VendorRequest request,
        Problem problem,
        TimeSpan? retryAfter = null
    )
    {
        if (problem.Status is 429 or >= 500)
        {
            problem = problem with { Status = 503 };
            var seconds = Math.Max(1, (int)Math.Ceiling((retryAfter ?? _retry).TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return route.Refuse?.Invoke(request, problem) ?? VendorAnswer.Refusal(problem);
    }

    private static async Task AnswerAsync(HttpContext context, WireFormat format, VendorAnswer answer)
    {
        IngestMetrics.Request(answer.Status, format.Name);
        context.Response.StatusCode = answer.Status;
        if (answer.ContentType.Length > 0)
            context.Response.ContentType = answer.ContentType;
        if (answer.Status is 204 or 304)
            return;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
