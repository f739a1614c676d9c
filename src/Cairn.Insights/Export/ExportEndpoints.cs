using System.Text.Json;
using Cairn.Events;
using Cairn.Insights.EventList;
using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Store.ClickHouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.Export;

internal static class ExportEndpoints
{
    public static void MapExports(this RouteGroupBuilder project)
    {
        project
            .MapPost("/query/export", AnswerAsync)
            .OpenToSelf()
            .WithMetadata(new AuditRule.As("answer.exported"))
            .WithSummary("The answer to a question as a file");
        project
            .MapGet("/export/events", EventsAsync)
            .OpenToSelf()
            .WithMetadata(new AuditRule.As("events.exported"))
            .WithSummary("Events as a file");
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        QuestionRunner runner,
        QuestionKinds kinds,
        ClickHouseClient store,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(context.Features.GetRequiredFeature<ProjectContext>());
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        var parameters = new QueryParameters(context.Request.Query, errors, "format", "list");
        var format = parameters.Word("format", ExportFormat.All, ExportFormat.Csv);
        if (
            await QuestionEndpoints.ReadAsync(context, errors, cancellationToken) is not { } body
            || kinds.Of(body) is not { } kind
            || errors.Any
        )
            return QuestionEndpoints.Faults(errors);
        var asked = new Asked(question, body);
        if (await kind.AskAsync(asked, cancellationToken) is not { } answer)
            return QuestionEndpoints.Faults(errors);
        if (Tabulate(kind, answer, parameters.Text("list"), errors) is not { } table)
            return QuestionEndpoints.Faults(errors);
        Announce(context, format, kind.Name);
        await WriteTable.ToAsync(context.Response.Body, table, format, store, cancellationToken);
        return Results.Empty;
    }

    private static ExportTable? Tabulate(IQuestionKind kind, object answer, string? list, SpecErrors errors)
    {
        if (kind is ITabularKind tabular && list is null)
            return tabular.Tabulate(answer);
        var json = JsonSerializer.SerializeToNode(answer, answer.GetType(), InsightsJson.Options)!.AsObject();
        if (FlattenAnswer.Of(json, list) is { } table)
            return table;
        errors.Add(
            "/list",
            "unknown_value",
            $"The answer has no list \"{list}\". It has: {string.Join(", ", FlattenAnswer.ListNames(json))}."
        );
        return null;
    }

    private static async Task<IResult> EventsAsync(
        HttpContext context,
        QuestionRunner runner,
        EventExport export,
        CancellationToken cancellationToken
    )
    {
        var errors = new SpecErrors { Cohorts = runner.Ask(context.Features.GetRequiredFeature<ProjectContext>()).Cohorts };
        var parameters = new QueryParameters(context.Request.Query, errors, "format", "event", "distinctId", "from", "to", "filter");
        var format = parameters.Word("format", ExportFormat.All, ExportFormat.Ndjson);
        var spec = new EventListSpec(
            parameters.Text("event"),
            parameters.Text("distinctId"),
            parameters.Point("from"),
            parameters.Point("to"),
            parameters.Filter(),
            1,
            null
        );
        if (spec.Filter?.Comparisons().Any(c => c.Property.Scope == PropertyScope.Session) == true)
            errors.Add("/filter", "invalid_value", "Sessions' properties cannot filter single events.");
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        if (errors.Any || await export.PrepareAsync(project, spec, errors, cancellationToken) is not { } source)
            return QuestionEndpoints.Faults(errors);
        using var running = await export.OpenAsync(spec, source, format, cancellationToken);
        Announce(context, format, "events");
        try
        {
            await running.CopyToAsync(context.Response.Body, cancellationToken);
        }
        catch (ClickHouseUnavailableException) when (context.Response.HasStarted)
        {
            // The status is out. A connection that breaks is the only way left to say that the file is not whole.
            context.Abort();
        }

        return Results.Empty;
    }

    private static void Announce(HttpContext context, ExportFormat format, string what)
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        context.Response.ContentType = format.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{project.Slug}-{what}.{format.Name}\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
    }
}
