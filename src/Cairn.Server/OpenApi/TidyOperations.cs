using Cairn.Events;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cairn.Server.OpenApi;

/// <summary>Adds to every operation what all have in common: the places in its path, and problem details.</summary>
internal static class TidyOperations
{
    public static Task RunAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = "/" + context.Description.RelativePath;
        foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
            AddPathParameter(operation, part.Trim('{', '}').Split(':')[0]);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Anything else: problem details.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };
        return Task.CompletedTask;
    }

    private static void AddPathParameter(OpenApiOperation operation, string name)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.Any(p => p.In == ParameterLocation.Path && p.Name == name))
            return;
        operation.Parameters.Insert(
            0,
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );
    }
}
