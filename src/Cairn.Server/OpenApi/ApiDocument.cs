using Cairn.Events;
using Cairn.Ingest;
using Cairn.Insights.Answers;
using Cairn.Insights.Questions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cairn.Server.OpenApi;

/// <summary><c>/openapi/v1.json</c>: what the routes and their types say, tidied, with what is read by hand (<see cref="ReadByHand"/>) laid over it.</summary>
internal static class ApiDocument
{
    /// <summary>Types that no route's signature names.</summary>
    private static readonly Type[] _more =
    [
        typeof(Problem),
        typeof(InputError),
        typeof(IngestAnswer),
        typeof(RejectedEvent),
        typeof(Freshness),
    ];

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(options =>
        {
            options.AddSchemaTransformer(TidySchemas.RunAsync);
            options.AddOperationTransformer(TidyOperations.RunAsync);
            options.AddDocumentTransformer(CompleteAsync);
        });

    private static async Task CompleteAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Cairn",
            Version = "v1",
            Description = "Self-hosted product analytics. Errors are problem details (RFC 9457); lists are { items, next }.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        foreach (var type in _more)
        {
            var schema = await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken);
            if (document.Components?.Schemas?.ContainsKey(type.Name) != true)
                document.AddComponent(type.Name, schema);
        }

        TidySchemas.Finish(document);
        ReadByHand.LayOver(document);
        OneOfItsFields(document, nameof(AnyAnswer));
    }

    /// <summary>Makes a record that lists alternatives the choice between them.</summary>
    private static void OneOfItsFields(OpenApiDocument document, string name)
    {
        var listed = (OpenApiSchema)document.Components!.Schemas![name];
        listed.OneOf = [.. listed.Properties!.Values];
        (listed.Properties, listed.Required, listed.Type) = (null, null, null);
    }
}
