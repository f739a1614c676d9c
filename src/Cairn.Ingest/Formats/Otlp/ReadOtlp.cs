using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Formats.Traces;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>An export request of OTLP over HTTP, in either encoding.</summary>
internal static class ReadOtlp
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    public static VendorReading Traces(VendorRequest request)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(IsProtobuf(request) ? ProtobufToJson.Run(request.Body.Bytes.Span) : request.Body.Bytes, _options);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return VendorReading.Refused(new Problem(400, "invalid_body", "The body is no OTLP export request.", e.Message));
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return VendorReading.Missing("resourceSpans", "Send {\"resourceSpans\": […]}, or the same as protobuf.");
            return Read(TraceKey.Of(request), document.RootElement);
        }
    }

    /// <summary>Told by its bytes: no protobuf message begins with a brace. Its first field begins with a line feed, which JSON may have before its brace.</summary>
    internal static bool IsProtobuf(VendorRequest request)
    {
        var body = request.Body.Bytes.Span;
        var isSaid = request.Header("Content-Type")?.Contains("protobuf", StringComparison.OrdinalIgnoreCase) == true;
        if (body.IsEmpty)
            return isSaid;
        return body[0] is not ((byte)'{' or 0xEF) && (isSaid || (body[0] == '\n' && body.TrimStart(" \t\r\n"u8)[..1] is not [(byte)'{']));
    }

    private static VendorReading Read(string? key, JsonElement root)
    {
        var (events, said, others) = (new List<NativeEvent>(), new SaidOfTraces(), 0);
        foreach (var group in root.Items("resourceSpans"))
        {
            var resource = new SpanAttributes(group.Object("resource"));
            foreach (var json in group.Items("scopeSpans").SelectMany(scope => scope.Items("spans")))
            {
                var span = OtlpSpan.Read(json, resource);
                if (span.TraceId is { } trace)
                    said.Add(trace, GenAISpan.UserOf(span), GenAISpan.SessionOf(span), span.Start, span.ParentId is null);
                if (GenAISpan.Is(span))
                    events.Add(GenAISpan.Read(span));
                else
                    others++;
            }
        }

        return new VendorReading(key, events)
        {
            IsKeyInHeader = true,
            Traces = said.All,
            PassedOver = others == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["other_span"] = others },
        };
    }
}
