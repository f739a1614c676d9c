using System.Globalization;
using System.Text;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Query.Time;
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
        project.MapGet("/events", ListAsync).Produces<EventListResult>().WithSummary("Events, newest first");
        project.MapGet("/events/{id}", FindAsync).Produces<EventItem>().WithSummary("One event by its id");
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
        foreach (var name in query.Keys.Where(k => !_parameters.Contains(k)))
            errors.Add(
                "/" + name,
                "unknown_field",
                $"There is no parameter \"{name}\".{DidYouMean.Hint(name, _parameters)} Known: {string.Join(", ", _parameters)}."
            );
        return new EventListSpec(
            Text("event"),
            Text("distinctId"),
            Point("from"),
            Point("to"),
            Text("filter") is { } json ? Filter(json) : null,
            Text("limit") is { } limit ? Limit(limit) : 100,
            Text("cursor") is { } cursor ? Cursor(cursor) : null
        );

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

        RangePoint? Point(string name)
        {
            if (Text(name) is not { } text)
                return null;
            var point = RangeReader.Parse(text);
            if (point is null)
                errors.Add(
                    "/" + name,
                    "invalid_time",
                    "This is no time. Use -7d, today, a date (2026-11-20) or an instant (2026-11-20T10:00:00Z)."
                );
            return point;
        }

        Filter? Filter(string text)
        {
            var inner = new SpecErrors { Cohorts = errors.Cohorts };
            var filter = SpecBody.Read(Encoding.UTF8.GetBytes(text), inner) is { } node ? FilterReader.Read(node) : null;
            foreach (var error in inner.Items)
                errors.Add("/filter" + error.Pointer, error.Code, error.Message);
            if (filter?.Comparisons().Any(c => c.Property.Scope == PropertyScope.Session) == true)
                errors.Add("/filter", "invalid_value", "Sessions' properties depend on a range and cannot filter single events.");
            return filter;
        }

        int Limit(string text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000)
                return number;
            errors.Add("/limit", "invalid_value", "limit must be a whole number from 1 to 1,000.");
            return 1;
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
