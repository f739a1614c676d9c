using System.Globalization;
using Cairn.Events;
using Cairn.Insights.EventList;
using Cairn.Insights.Questions;
using Cairn.Query;
using Cairn.Query.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.People;

internal static class PeopleEndpoints
{
    public static void MapPeople(this RouteGroupBuilder project)
    {
        project.MapGet("/persons", ListAsync).Produces<PeopleResult>().WithSummary("Persons, those seen latest first");
        project
            .MapGet("/persons/{id}", FindAsync)
            .OpenToSelf()
            .Produces<PersonProfile>()
            .WithSummary("One person, by person id or distinct id");
        project
            .MapGet("/persons/{id}/timeline", TimelineAsync)
            .OpenToSelf()
            .Produces<TimelineResult>()
            .WithSummary("What a person did, session by session, newest first");
    }

    private static async Task<IResult> ListAsync(HttpContext context, PeopleQuery people, CancellationToken cancellationToken)
    {
        var errors = new SpecErrors();
        var query = new Parameters(context.Request.Query, errors, "search", "limit", "cursor");
        var spec = new PeopleSpec(query.Text("search"), query.Limit(50, 200), query.Cursor());
        return errors.Any
            ? QuestionEndpoints.Faults(errors)
            : InsightsJson.Answer(await people.AskAsync(Project(context), spec, cancellationToken));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, ProfileQuery profiles, CancellationToken cancellationToken)
    {
        if (!profiles.IsVisible(Project(context), id))
            return Others();
        return await profiles.FindAsync(Project(context), id, cancellationToken) is { } person ? InsightsJson.Answer(person) : Nobody();
    }

    private static async Task<IResult> TimelineAsync(
        string id,
        HttpContext context,
        ProfileQuery profiles,
        TimelineQuery timelines,
        CancellationToken cancellationToken
    )
    {
        var errors = new SpecErrors();
        var query = new Parameters(context.Request.Query, errors, "limit", "cursor");
        var (limit, cursor) = (query.Limit(20, 100), query.Cursor());
        if (!profiles.IsVisible(Project(context), id))
            return Others();
        if (errors.Any)
            return QuestionEndpoints.Faults(errors);
        return await timelines.AskAsync(Project(context), id, limit, cursor, cancellationToken) is { } timeline
            ? InsightsJson.Answer(timeline)
            : Nobody();
    }

    /// <summary>The same for ids that somebody has and for those that nobody has.</summary>
    private static IResult Others() =>
        InsightsJson.Answer(QuestionEndpoints.SelfOnly("This is not your person id, nor one of your distinct ids."));

    private static IResult Nobody() =>
        InsightsJson.Answer(
            new Problem(404, ProblemCodes.NotFound, "There is no such person.", "Nobody with this person id or distinct id has an event.")
        );

    private static ProjectContext Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>();

    /// <summary>Reads a query string; pointers name parameters as if they were fields.</summary>
    private sealed class Parameters
    {
        private readonly IQueryCollection _query;
        private readonly SpecErrors _errors;

        public Parameters(IQueryCollection query, SpecErrors errors, params string[] known)
        {
            (_query, _errors) = (query, errors);
            foreach (var name in query.Keys.Where(k => !known.Contains(k)))
                errors.Add(
                    "/" + name,
                    "unknown_field",
                    $"There is no parameter \"{name}\".{DidYouMean.Hint(name, known)} Known: {string.Join(", ", known)}."
                );
        }

        public string? Text(string name)
        {
            var text = _query[name].ToString();
            if (text.Length > 400 || text.Contains('\0'))
                _errors.Add("/" + name, "wrong_length", "This must have 1 to 400 characters, and no NUL character.");
            return text.Length == 0 ? null : text;
        }

        public int Limit(int fallback, int most)
        {
            if (Text("limit") is not { } text)
                return fallback;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most)
                return limit;
            _errors.Add("/limit", "invalid_value", $"limit must be a whole number from 1 to {most}.");
            return fallback;
        }

        public EventCursor? Cursor()
        {
            if (Text("cursor") is not { } text)
                return null;
            var cursor = EventCursor.Parse(text);
            if (cursor is null)
                _errors.Add("/cursor", "invalid_cursor", "Hand on the next of the page before, unchanged, or leave it out.");
            return cursor;
        }
    }
}
