using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.EventList;

internal static class EventListEndpoints
{
    private static readonly string[] _parameters = ["event", "distinctId", "from", "to", "filter", "limit", "cursor"];

    public static void MapEventList(this RouteGroupBuilder project)
    {
        project.MapGet("/events", ListAsync).OpenToSelf().Produces<EventListResult>().WithSummary("Events, newest first");
        project.MapGet("/events/{id}", FindAsync).OpenToSelf().Produces<EventItem>().WithSummary("One event by its id");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        QuestionRunner runner,
        EventListQuery events,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(context.Features.GetRequiredFeature<ProjectContext>());
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        var spec = Read(context.Request.Query, errors);
        if (errors.Any)
            return QuestionEndpoints.Faults(errors);
        var page = await events.AskAsync(question, spec, errors, cancellationToken);
        return page is null ? QuestionEndpoints.Faults(errors) : InsightsJson.Answer(page);
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, EventListQuery events, CancellationToken cancellationToken)
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        var item = Guid.TryParse(id, out var guid) ? await events.FindAsync(project, guid, cancellationToken) : null;
        return item is null
            ? InsightsJson.Answer(
                new Problem(404, ProblemCodes.NotFound, "There is no such event.", "It may have been removed by retention or erasure.")
            )
            : InsightsJson.Answer(item);
    }

    /// <summary>Reads the query string; pointers name parameters as if they were fields.</summary>
    internal static EventListSpec Read(IQueryCollection query, SpecErrors errors)
    {
        var parameters = new QueryParameters(query, errors, _parameters);
        return new EventListSpec(
            parameters.Text("event"),
            parameters.Text("distinctId"),
            parameters.Point("from"),
            parameters.Point("to"),
            Filter(),
            parameters.Limit(absent: 100, most: 1_000),
            parameters.Text("cursor") is { } cursor ? Cursor(cursor) : null
        );

        Filter? Filter()
        {
            var filter = parameters.Filter();
            if (filter?.Comparisons().Any(c => c.Property.Scope == PropertyScope.Session) == true)
                errors.Add("/filter", "invalid_value", "Sessions' properties depend on a range and cannot filter single events.");
            return filter;
        }

        EventCursor? Cursor(string text)
        {
            var parsed = EventCursor.Parse(text);
            if (parsed is null)
                errors.Add("/cursor", "invalid_cursor", "Hand on the next of the page before, unchanged, or leave it out.");
            return parsed;
        }
    }
}
