using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Catalog;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.Catalog;

internal static class CatalogEndpoints
{
    public static void MapCatalog(this RouteGroupBuilder project)
    {
        var catalog = project.MapGroup("/catalog");
        catalog.MapGet("/events", EventsAsync).Produces<CatalogPage<CatalogEvent>>().WithSummary("Event names, the most frequent first");
        catalog
            .MapGet("/properties", PropertiesAsync)
            .Produces<CatalogPage<CatalogProperty>>()
            .WithSummary("Properties of a scope, with their types");
        catalog
            .MapGet("/values", ValuesAsync)
            .Produces<CatalogPage<CatalogValue>>()
            .WithSummary("Values of a property, the most frequent first");
    }

    private static Task<IResult> EventsAsync(HttpContext context, CatalogQuery catalog, CancellationToken cancellationToken) =>
        AnswerAsync(context, needsProperty: false, [], catalog.EventsAsync, cancellationToken);

    private static Task<IResult> PropertiesAsync(HttpContext context, CatalogQuery catalog, CancellationToken cancellationToken) =>
        AnswerAsync(context, needsProperty: false, ["scope", "event"], catalog.PropertiesAsync, cancellationToken);

    private static Task<IResult> ValuesAsync(HttpContext context, CatalogQuery catalog, CancellationToken cancellationToken) =>
        AnswerAsync(context, needsProperty: true, ["scope", "event", "property"], catalog.ValuesAsync, cancellationToken);

    private static async Task<IResult> AnswerAsync<T>(
        HttpContext context,
        bool needsProperty,
        IReadOnlyList<string> known,
        Func<ProjectContext, CatalogSpec, SpecErrors, CancellationToken, Task<CatalogPage<T>?>> askAsync,
        CancellationToken cancellationToken
    )
    {
        var errors = new SpecErrors();
        var spec = CatalogSpec.Read(context.Request.Query, errors, needsProperty, known);
        if (needsProperty && !errors.Any)
            CheckName(spec.Property, errors);
        if (errors.Any)
            return QuestionEndpoints.Faults(errors);
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        return await askAsync(project, spec, errors, cancellationToken) is { } page
            ? InsightsJson.Answer(page)
            : QuestionEndpoints.Faults(errors);
    }

    private static void CheckName(PropertyRef property, SpecErrors errors)
    {
        if (property.Name.Length > 400 || property.Name.Split('.').Any(piece => piece.Length == 0))
            errors.Add("/property", "invalid_property", "A property's name has 1 to 400 characters, and no empty piece between dots.");
        else if (property.Scope == PropertyScope.Session && !SessionProperties.All.ContainsKey(property.Name))
            errors.Add("/property", "unknown_property", $"Sessions know {string.Join(", ", SessionProperties.All.Keys)}.");
    }
}
