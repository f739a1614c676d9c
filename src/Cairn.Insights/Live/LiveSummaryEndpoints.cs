using System.Globalization;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.Live;

internal static class LiveSummaryEndpoints
{
    private const int MostMinutes = 180;

    public static void MapLiveSummary(this RouteGroupBuilder project) =>
        project
            .MapGet("/live/summary", GetAsync)
            .Produces<LiveSummaryResult>()
            .WithSummary("Who is online, and what went on in the last minutes");

    private static async Task<IResult> GetAsync(HttpContext context, LiveSummaryQuery live, CancellationToken cancellationToken)
    {
        var errors = new SpecErrors();
        var minutes = 30;
        if (
            new QueryParameters(context.Request.Query, errors, "minutes").Text("minutes") is { } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes is >= 1 and <= MostMinutes)
        )
            errors.Add("/minutes", "invalid_value", $"minutes must be a whole number from 1 to {MostMinutes}.");
        return errors.Any
            ? QuestionEndpoints.Faults(errors)
            : InsightsJson.Answer(await live.AskAsync(context.Features.GetRequiredFeature<ProjectContext>(), minutes, cancellationToken));
    }
}
