using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cairn.Events;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cairn.Server.OpenApi;

/// <summary>Makes schemas of C# types say what is really sent.</summary>
internal static class TidySchemas
{
    public static Task RunAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        // Numbers could be read from texts, but are never written as texts.
        if (schema.Type is { } kind && (kind.HasFlag(JsonSchemaType.Integer) || kind.HasFlag(JsonSchemaType.Number)))
            (schema.Type, schema.Pattern) = (kind & ~JsonSchemaType.String, null);
        // The converter for UTC hides what it writes.
        if (type == typeof(DateTimeOffset))
            schema.Type = JsonSchemaType.String;
        if (type == typeof(DateTimeOffset?))
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        if (type == typeof(JsonObject))
            schema.AdditionalProperties = new OpenApiSchema();
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (IsLeftOutWhenNull(type, property.AttributeProvider))
                MakeOptional(schema, property.Name);
        }

        return Task.CompletedTask;
    }

    private static bool IsLeftOutWhenNull(Type type, ICustomAttributeProvider? property) =>
        property?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false).FirstOrDefault()
            is JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }
        || (type == typeof(Problem) && property is PropertyInfo { Name: nameof(Problem.Detail) or nameof(Problem.Errors) });

    private static void MakeOptional(OpenApiSchema schema, string name)
    {
        schema.Required?.Remove(name);
        if (schema.Properties is { } properties && properties.TryGetValue(name, out var found) && found is OpenApiSchema property)
            property.Type &= ~JsonSchemaType.Null;
    }

    /// <summary>Objects that are left out when null are never null either. Their schemas are known only when all are.</summary>
    public static void Finish(OpenApiDocument document)
    {
        foreach (var schema in document.Components!.Schemas!.Values)
        foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
        {
            if (schema.Required?.Contains(name) != true && property.OneOf is [{ Type: JsonSchemaType.Null }, var value])
                schema.Properties![name] = value;
        }
    }
}
