using System.Text.Json;
using Cairn.Ingest.Formats.Otlp;
using Cairn.Ingest.Formats.Traces;

namespace Cairn.Ingest.Formats.Langfuse;

/// <summary>A batch of envelopes: several of them may be about one trace or observation, in any order.</summary>
internal static class ReadLangfuse
{
    public static VendorReading Batch(VendorRequest request)
    {
        if (request.Body.Json.Field("batch") is not { ValueKind: JsonValueKind.Array } batch)
            return VendorReading.Missing("batch", "Send {\"batch\": [{\"id\", \"type\", \"timestamp\", \"body\"}]}.");
        var (events, said, passedOver) = (new List<NativeEvent>(), new SaidOfTraces(), new Dictionary<string, int>());
        foreach (var json in batch.EnumerateArray())
        {
            if (LangfuseEnvelope.Read(json, request.ReceivedAt) is not { } envelope)
            {
                var kind = json.Text("type") == "sdk-log" ? "sdk_log" : "unknown_type";
                passedOver[kind] = passedOver.GetValueOrDefault(kind) + 1;
                continue;
            }

            if (envelope.Trace is { } trace)
                said.Add(
                    trace,
                    envelope.Body.Text("userId"),
                    envelope.Body.Text("sessionId"),
                    envelope.Began ?? envelope.SaidAt,
                    envelope.Kind == "trace"
                );
            events.Add(envelope.Kind == "score" ? LangfuseScore.Read(envelope) : LangfuseObservation.Read(envelope));
        }

        return new VendorReading(TraceKey.Of(request), events)
        {
            IsKeyInHeader = true,
            Traces = said.All,
            PassedOver = passedOver,
        };
    }
}
