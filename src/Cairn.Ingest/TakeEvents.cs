using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Recent;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Sealing;
using Cairn.Ingest.Spool;
using Cairn.Ingest.Steps;
using Cairn.Ingest.Wire;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest;

/// <summary>The one way from a request to the spool, whatever protocol it speaks: key → rate → steps → spool → verdict per event.</summary>
public sealed class TakeEvents(
    HandOver handOver,
    IngestSteps steps,
    FindWriteKey findKey,
    AcceptedEvents accepted,
    RecentRequests recent,
    TimeProvider time
)
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private readonly RateBuckets<string> _limits = new(time);

    /// <summary>The key, or why it does not open the door to this request.</summary>
    internal async ValueTask<(WriteKey? Key, Problem? Problem)> FindKeyAsync(HttpContext context, GivenKey given)
    {
        if (given.Text is not { Length: > 0 } text)
            return (null, IngestProblems.MissingKey);
        var key = await findKey(text, context.RequestAborted);
        var problem = CheckKey.Run(key, context.Request, given.IsHeader, time.GetUtcNow());
        if (problem is { Code: "origin_not_allowed" })
            CrossOrigin.Forbid(context);
        return problem is null ? (key, null) : (null, problem);
    }

    /// <summary>What the steps may know of the request.</summary>
    /// <param name="sentAt">The envelope's.</param>
    internal RequestFacts Facts(HttpContext context, WriteKey key, DateTimeOffset? sentAt)
    {
        var userAgent = context.Request.Headers.UserAgent.ToString();
        return new RequestFacts(
            key.Project,
            ReceivedAt(),
            sentAt,
            userAgent.Length == 0 ? null : userAgent,
            context.Connection.RemoteIpAddress
        )
        {
            HasOptedOut = IsOne(context.Request.Headers["DNT"]) || IsOne(context.Request.Headers["Sec-GPC"]),
            AllowedEvents = key.Events,
        };
    }

    /// <summary>Now, in whole milliseconds.</summary>
    internal DateTimeOffset ReceivedAt()
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>Completes when every accepted event is on disk.</summary>
    /// <param name="parts">Where events that come in parts wait for the rest.</param>
    internal async Task<Taken> RunAsync(HttpContext context, WriteKey key, IReadOnlyList<SentEvent> events, KeptParts? parts = null)
    {
        if (TakeRate(context, key, events.Count) is { } wait)
            return new Taken(IngestProblems.RateLimited, wait);
        var looked = new LookedAt();
        var (kept, rejected, redactions, partFacts) = RunSteps(events, looked);
        IReadOnlyList<bool> isRepeat = [];
        var repeats = 0;
        if (kept.Count > 0)
        {
            try
            {
                var hasParts = parts is not null && partFacts.Exists(p => p is not null);
                var (stored, appended) = await handOver.RunAsync(
                    key.Project,
                    kept,
                    context.RequestAborted,
                    append: hasParts ? some => parts!.AppendAsync(some, partFacts) : null
                );
                isRepeat = appended.IsRepeat;
                repeats = isRepeat.Count(r => r);
                accepted.Publish(
                    stored,
                    hasParts ? [.. isRepeat.Select((r, i) => r || partFacts[i] is not null)] : isRepeat,
                    Mirrors.IsMirrored(context.Request)
                );
            }
            catch (PersonKeysUnavailableException e)
            {
                return new Taken(IngestProblems.KeysUnavailable(e.Message), TimeSpan.FromSeconds(2));
            }
            catch (SpoolUnavailableException e)
            {
                return new Taken(IngestProblems.Unavailable(e.Message), TimeSpan.FromSeconds(1));
            }
        }

        IngestMetrics.Accepted(kept.Count - repeats);
        IngestMetrics.Duplicates(repeats);
        return new Taken(redactions.In(new IngestAnswer(kept.Count - repeats, repeats, rejected))) { Looked = looked.Told(isRepeat) };
    }

    /// <summary>Keeps what came of a request for whoever connects a client.</summary>
    /// <param name="status">Of the answer.</param>
    internal void Note(
        HttpContext context,
        WriteKey key,
        string format,
        int status,
        Taken taken,
        IReadOnlyDictionary<string, int>? passedOver = null
    )
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        recent.Note(
            key.Id,
            key.Project,
            new RecentRequest(
                ReceivedAt(),
                format,
                context.Request.Method,
                context.Request.Path.Value ?? "",
                agent.Length == 0 ? null : agent[..Math.Min(agent.Length, 200)],
                status,
                taken.Problem?.Code,
                taken.Problem is { } problem ? problem.Detail ?? problem.Title : null,
                taken.Answer?.Accepted ?? 0,
                taken.Answer?.Duplicates ?? 0,
                taken.Answer?.Rejected.Count ?? 0,
                taken.Looked,
                passedOver ?? new Dictionary<string, int>()
            )
        );
    }

    /// <summary>Keeps a refused request, when the key it names is one that there is: also a key that came to its end, or that does not send from there.</summary>
    internal async ValueTask NoteRefusalAsync(HttpContext context, GivenKey given, string format, int status, Problem problem)
    {
        if (given.Text is { Length: > 0 } text && await findKey(text, context.RequestAborted) is { } key)
            Note(context, key, format, status, new Taken(problem));
    }

    internal Task PreflightAsync(HttpContext context) => CrossOrigin.PreflightAsync(context, findKey);

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

    private (List<Event> Kept, List<RejectedEvent> Rejected, ToldRedactions Redactions, List<PartFacts?> Parts) RunSteps(
        IReadOnlyList<SentEvent> events,
        LookedAt looked
    )
    {
        var kept = new List<Event>(events.Count);
        var parts = new List<PartFacts?>(events.Count);
        var rejected = new List<RejectedEvent>();
        var redactions = default(ToldRedactions);
        for (var i = 0; i < events.Count; i++)
        {
            var verdict = events[i] switch
            {
                { Rejection: { } refused } => new StepsVerdict(null, refused, []),
                var sent => steps.Run(sent.Json, sent.Facts!),
            };
            looked.Add(events[i], verdict);
            var (e, rejection, found) = verdict;
            if (e is not null)
            {
                kept.Add(e);
                parts.Add(events[i].Part);
                redactions.Add(i, found);
                continue;
            }

            IngestMetrics.Rejected(rejection!.Reason);
            rejected.Add(new RejectedEvent(i, rejection.Reason.Code(), rejection.Message));
        }

        return (kept, rejected, redactions, parts);
    }

    private static bool IsOne(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 1 && header[0] is "1";
}

/// <summary>One event of a request: its JSON in Cairn's own form and what is known of where it came from, or why it cannot be read.</summary>
internal readonly record struct SentEvent(JsonElement Json, RequestFacts? Facts, Rejection? Rejection)
{
    public SentEvent(JsonElement json, RequestFacts facts)
        : this(json, facts, null) { }

    public SentEvent(Rejection rejection)
        : this(default, null, rejection) { }

    /// <summary>Set when it is a part of an event.</summary>
    public PartFacts? Part { get; init; }
}

/// <summary>What came of a request: an answer, or why nothing of it was stored.</summary>
/// <param name="RetryAfter">When to send it again, where that helps.</param>
internal sealed record Taken(IngestAnswer? Answer, Problem? Problem, TimeSpan? RetryAfter)
{
    public Taken(IngestAnswer answer)
        : this(answer, null, null) { }

    public Taken(Problem problem, TimeSpan? retryAfter = null)
        : this(null, problem, retryAfter) { }

    /// <summary>The first events, as they were understood.</summary>
    public IReadOnlyList<RecentEvent> Looked { get; init; } = [];
}
