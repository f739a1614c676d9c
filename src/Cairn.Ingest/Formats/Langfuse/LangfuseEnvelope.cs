using System.Text.Json;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Formats.Langfuse;

/// <summary>One envelope of a batch.</summary>
/// <param name="Id">The envelope's own; the same again is the same envelope.</param>
/// <param name="Kind">trace, span, generation, event, score, and what later clients add.</param>
/// <param name="Creates">It creates what it is about; else it changes it.</param>
/// <param name="SaidAt">When the client wrote it; by this the later value counts.</param>
internal sealed record LangfuseEnvelope(string? Id, string Kind, bool Creates, DateTimeOffset SaidAt, JsonElement Body)
{
    private const string Create = "-create";
    private const string Update = "-update";

    /// <summary>Null: it is nothing that happened, or has no body.</summary>
    public static LangfuseEnvelope? Read(JsonElement json, DateTimeOffset receivedAt)
    {
        if (json.Text("type") is not { } type || json.Object("body") is not { } body)
            return null;
        var creates = type.EndsWith(Create, StringComparison.Ordinal);
        if (!creates && !type.EndsWith(Update, StringComparison.Ordinal))
            return null;
        var kind = type[..^(creates ? Create.Length : Update.Length)];
        if (kind == "observation")
            kind = body.Text("type")?.ToLowerInvariant() ?? "span";
        return new LangfuseEnvelope(json.Text("id"), kind, creates, Time(json, "timestamp") ?? receivedAt, body);
    }

    public string? Trace => Kind == "trace" ? Body.Text("id") : Body.Text("traceId");

    public DateTimeOffset? Began => Time(Body, "startTime") ?? Time(Body, "timestamp");

    public DateTimeOffset? TimeOf(string field) => Time(Body, field);

    private static DateTimeOffset? Time(JsonElement json, string field) => json.Field(field) is { } value ? TimeSteps.Parse(value) : null;
}
