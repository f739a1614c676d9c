using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Answers;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Store.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cairn.Insights.Questions;

/// <summary>Answers questions of any kind: from memory while neither data nor time have moved on, else once for all who ask at the same time.</summary>
public sealed class AnswerQuestion(
    QuestionRunner runner,
    QuestionKinds kinds,
    DataVersions versions,
    AnswerCache cache,
    CountWaiting? waiting = null
)
{
    private readonly Flights<Made> _flights = new();

    /// <summary>The answer to a question as an HTTP answer. Query string: <c>maxAge</c>, in seconds, allows an older answer, which then says that it is;
    /// <c>refresh=true</c> asks anew.</summary>
    public Task<IResult> RespondAsync(HttpContext context, JsonElement question, CancellationToken cancellationToken) =>
        RespondAsync(context, errors => new SpecNode(question, "", errors), cancellationToken);

    /// <param name="read">Reads the question; null with the faults reported when it cannot be read.</param>
    internal async Task<IResult> RespondAsync(HttpContext context, Func<SpecErrors, SpecNode?> read, CancellationToken cancellationToken)
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        var (answer, errors) = await ReplyAsync(project, read, e => ReadWishes(context.Request.Query, e), cancellationToken);
        return answer is null ? QuestionEndpoints.Faults(errors) : InsightsJson.Answer(answer);
    }

    /// <summary>The answer as JSON, no older than <paramref name="maxAge"/> where data or time has moved on since; null when the question has faults.</summary>
    public async Task<JsonNode?> FindAsync(
        ProjectContext project,
        JsonElement question,
        TimeSpan maxAge,
        CancellationToken cancellationToken
    ) => (await ReplyAsync(project, errors => new SpecNode(question, "", errors), _ => (maxAge, false), cancellationToken)).Answer;

    private async Task<(JsonNode? Answer, SpecErrors Errors)> ReplyAsync(
        ProjectContext project,
        Func<SpecErrors, SpecNode?> read,
        Func<SpecErrors, (TimeSpan? MaxAge, bool IsRefresh)> wishes,
        CancellationToken cancellationToken
    )
    {
        // Before anything is looked at: what changes later must not be taken for seen.
        var version = versions.Of(project.Id);
        var question = runner.Ask(project);
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        var (maxAge, isRefresh) = wishes(errors);
        if (read(errors) is not { } body || kinds.Of(body) is not { } kind || errors.Any)
            return (null, errors);
        var key = QuestionKey.Of(question, kind.Name, body.Element);
        if (!isRefresh && Kept(key, version, question, maxAge) is { } kept)
            return (kept, errors);

        var flight = isRefresh || key.Moment is null ? Guid.NewGuid().ToString() : $"{key.Text} {key.Moment} {version.Number}";
        var (made, isShared) = await _flights.JoinAsync(
            flight,
            stop => MakeAsync(kind, new Asked(question, body), key, version, stop),
            cancellationToken
        );
        if (made.Json is null)
            return (null, made.Errors);
        AnswerMetrics.Count(isShared ? "shared" : "computed");
        return (Answer(made.Json, isCached: false, isOutdated: false, question, version.StoredAt), errors);
    }

    /// <summary>Tries a question: every fault is reported that its kind finds before it reads events.</summary>
    /// <returns>Its kind; null when that is not known.</returns>
    public async Task<string?> CheckAsync(ProjectContext project, SpecNode body, CancellationToken cancellationToken)
    {
        var question = runner.Ask(project) with { IsDry = true };
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        var kind = kinds.Of(body with { Errors = errors });
        try
        {
            if (kind is not null)
                await kind.AskAsync(new Asked(question, body with { Errors = errors }), cancellationToken);
        }
        catch (DryRunException)
        {
            // nothing was wrong so far
        }

        foreach (var error in errors.Items)
            body.Errors.Add(error.Pointer, error.Code, error.Message);
        return kind?.Name;
    }

    private JsonNode? Kept(QuestionKey key, DataVersion version, Question question, TimeSpan? maxAge)
    {
        if (key.Moment is not { } moment || cache.Find(key.Text) is not { } kept)
            return null;
        if (kept.Version == version.Number && kept.Moment == moment)
        {
            AnswerMetrics.Count("cached");
            return Answer(kept.Json, isCached: true, isOutdated: false, question, version.StoredAt);
        }

        if (maxAge is not { } age || question.Now - kept.ComputedAt > age)
            return null;
        AnswerMetrics.Count("outdated");
        return Answer(kept.Json, isCached: true, isOutdated: true, question, kept.StoredAt);
    }

    private JsonNode Answer(byte[] json, bool isCached, bool isOutdated, Question question, DateTimeOffset? storedAt) =>
        AnswerMeta.Write(
            json,
            isCached,
            isOutdated,
            question.Elapsed.TotalMilliseconds,
            question.Project.IsOfOnePerson ? Freshness.Unsaid : new Freshness(storedAt, waiting?.Invoke() ?? 0)
        );

    private async Task<Made> MakeAsync(IQuestionKind kind, Asked asked, QuestionKey key, DataVersion version, CancellationToken stop)
    {
        if (await kind.AskAsync(asked, stop) is not { } answer)
            return new Made(null, asked.Errors);
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), InsightsJson.Options);
        if (key.Moment is { } moment)
            cache.Keep(new KeptAnswer(key.Text, moment, version.Number, asked.Question.Now, version.StoredAt, json));
        return new Made(json, asked.Errors);
    }

    private static (TimeSpan? MaxAge, bool IsRefresh) ReadWishes(IQueryCollection query, SpecErrors errors)
    {
        var isRefresh = query["refresh"].ToString() switch
        {
            "" or "false" => false,
            "true" => true,
            _ => Fault("/refresh", "refresh is true or false."),
        };
        var text = query["maxAge"].ToString();
        if (text.Length == 0)
            return (null, isRefresh);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 7 * 86_400)
            return (TimeSpan.FromSeconds(seconds), isRefresh);
        Fault("/maxAge", "maxAge is a whole number of seconds, at most a week.");
        return (null, isRefresh);

        bool Fault(string pointer, string message)
        {
            errors.Add(pointer, "invalid_value", message);
            return false;
        }
    }

    /// <param name="Json">Null: the question has faults.</param>
    private sealed record Made(byte[]? Json, SpecErrors Errors);
}
