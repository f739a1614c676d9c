using System.Text.Json.Nodes;

namespace Cairn.Ingest.Tests.Formats;

/// <summary>A span to send, in either encoding.</summary>
internal sealed record GivenSpan(string Trace, string Id, string? Parent = null)
{
    /// <summary>2026-11-20T10:00:00Z: when every test's clock stands.</summary>
    public const ulong Moment = 1_795_168_800_000_000_000;

    public string Name { get; init; } = "chat gpt-4o";

    public ulong Start { get; init; } = Moment;

    public ulong End { get; init; } = Moment + 1_500_000_000;

    public Dictionary<string, object> Attributes { get; init; } = new() { ["gen_ai.operation.name"] = "chat" };

    public (int Code, string Message)? Status { get; init; }

    public static string TraceId(int n) => n.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    public static string SpanId(int n) => n.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Json(params GivenSpan[] spans) =>
        new()
        {
            ["resourceSpans"] = new JsonArray(
                new JsonObject
                {
                    ["resource"] = new JsonObject { ["attributes"] = Pairs(new() { ["service.name"] = "shop" }) },
                    ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray([.. spans.Select(s => s.ToJson())]) }),
                }
            ),
        };

    public static byte[] ProtobufBody(params GivenSpan[] spans) =>
        Protobuf.Bytes(
            1,
            Protobuf.Message(
                Protobuf.Bytes(1, Protobuf.Attribute(1, "service.name", "shop")),
                Protobuf.Bytes(2, Protobuf.Message([Protobuf.Bytes(1, Protobuf.Text(1, "scope")), .. spans.Select(s => s.ToProtobuf())]))
            )
        );

    private JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["traceId"] = Trace,
            ["spanId"] = Id,
            ["name"] = Name,
            ["kind"] = 3,
            ["flags"] = 257,
            ["startTimeUnixNano"] = Start.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["endTimeUnixNano"] = End.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["attributes"] = Pairs(Attributes),
            ["status"] = Status is var (code, message) ? new JsonObject { ["code"] = code, ["message"] = message } : new JsonObject(),
        };
        if (Parent is not null)
            json["parentSpanId"] = Parent;
        return json;
    }

    private byte[] ToProtobuf() =>
        Protobuf.Bytes(
            2,
            Protobuf.Message([
                Protobuf.Bytes(1, Convert.FromHexString(Trace)),
                Protobuf.Bytes(2, Convert.FromHexString(Id)),
                .. Parent is null ? Array.Empty<byte[]>() : [Protobuf.Bytes(4, Convert.FromHexString(Parent))],
                Protobuf.Text(5, Name),
                Protobuf.Number(6, 3),
                Protobuf.Fixed64(7, Start),
                Protobuf.Fixed64(8, End),
                .. Attributes.Select(a => Protobuf.Attribute(9, a.Key, a.Value)),
                .. Status is var (code, message)
                    ? new[] { Protobuf.Bytes(15, Protobuf.Message(Protobuf.Text(2, message), Protobuf.Number(3, code))) }
                    : [],
                Protobuf.Fixed32(16, 257),
            ])
        );

    private static JsonArray Pairs(Dictionary<string, object> attributes) =>
        [.. attributes.Select(a => new JsonObject { ["key"] = a.Key, ["value"] = Value(a.Value) })];

    /// <summary>Whole numbers as exporters write them: as JSON numbers; the standard's texts are tried in a test of their own.</summary>
    private static JsonObject Value(object value) =>
        value switch
        {
            string text => new JsonObject { ["stringValue"] = text },
            bool yes => new JsonObject { ["boolValue"] = yes },
            int number => new JsonObject { ["intValue"] = number },
            double number => new JsonObject { ["doubleValue"] = number },
            object[] items => new JsonObject { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. items.Select(Value)]) } },
            Dictionary<string, object> pairs => new JsonObject { ["kvlistValue"] = new JsonObject { ["values"] = Pairs(pairs) } },
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
}
