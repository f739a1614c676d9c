using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Cairn.Server.OpenApi;

/// <summary>Bodies and query strings that are read field by field, where no type says what may stand there: <c>ReadByHand.json</c>, itself an OpenAPI
/// document. It is laid over the generated one: operations must be there already or have a summary here; schemas that are there too get its properties instead of theirs.
/// Tests hold it against the readers.</summary>
internal static class ReadByHand
{
    public static void LayOver(OpenApiDocument document)
    {
        var hand = Parse();
        foreach (var (path, item) in hand.Paths)
        {
            // Routes of bare delegates are not described by themselves; theirs stand here with a summary.
            if (item.Operations!.Values.All(o => o.Summary is not null))
                document.Paths[path] = item;
            else
                foreach (var (method, operation) in item.Operations)
                    LayOver(document.Paths[path].Operations![method], operation);
        }

        var components = document.Components ??= new OpenApiComponents();
        components.Responses = hand.Components!.Responses;
        components.RequestBodies = hand.Components.RequestBodies;
        components.Parameters = hand.Components.Parameters;
        foreach (var (name, schema) in hand.Components.Schemas!)
        {
            if (components.Schemas is not { } schemas || !schemas.TryGetValue(name, out var known))
                document.AddComponent(name, schema);
            else
                foreach (var (field, better) in schema.Properties!)
                    known.Properties![field] = better;
        }
    }

    private static void LayOver(OpenApiOperation operation, OpenApiOperation hand)
    {
        foreach (var parameter in hand.Parameters ?? [])
            (operation.Parameters ??= []).Add(parameter);
        operation.RequestBody = hand.RequestBody ?? operation.RequestBody;
        foreach (var (status, response) in hand.Responses ?? [])
            operation.Responses![status] = response;
    }

    private static OpenApiDocument Parse()
    {
        using var json = typeof(ReadByHand).Assembly.GetManifestResourceStream("ReadByHand.json")!;
        using var copy = new MemoryStream();
        json.CopyTo(copy);
        copy.Position = 0;
        var read = OpenApiDocument.Load(copy, OpenApiConstants.Json, new OpenApiReaderSettings());
        return read.Document ?? throw new InvalidOperationException("ReadByHand.json is no OpenAPI document.");
    }
}
