using System.Buffers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Client;

/// <summary>Writes events as Cairn's native JSON, on the thread of the caller, so that nobody reads a program's objects later.</summary>
internal sealed class EventJson(CairnClientOptions options)
{
    private const int LargestKept = 64 * 1024;

    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    /// <summary>The library's version, as events carry it in <c>$lib_version</c>.</summary>
    public static string Version { get; } =
        typeof(EventJson).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    [ThreadStatic]
    private static Scratch? _scratch;

    /// <summary>Null when it cannot be written; then <paramref name="why"/> says why.</summary>
    public byte[]? TryWrite(CairnEvent happened, Guid id, out string? why)
    {
        why = Fault(happened);
        if (why is not null)
            return null;
        // A getter of the program's may track an event itself: it finds no scratch and makes one.
        var scratch = _scratch ?? new Scratch();
        _scratch = null;
        try
        {
            Write(scratch.Writer, happened, id);
            scratch.Writer.Flush();
            return scratch.Buffer.WrittenSpan.ToArray();
        }
#pragma warning disable CA1031 // Properties are objects of the program's: their getters may throw anything, and tracking never throws.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            why = $"Its properties cannot be written as JSON ({exception.GetType().Name}).";
            return null;
        }
        finally
        {
            if (scratch.Buffer.Capacity <= LargestKept)
            {
                scratch.Buffer.ResetWrittenCount();
                scratch.Writer.Reset();
                _scratch = scratch;
            }
        }
    }

    private static string? Fault(CairnEvent happened) =>
        string.IsNullOrWhiteSpace(happened.Event) ? "It has no name."
        : string.IsNullOrWhiteSpace(happened.DistinctId) ? "It has no distinct id."
        : null;

    private void Write(Utf8JsonWriter writer, CairnEvent happened, Guid id)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("event"u8, happened.Event);
        writer.WriteString("distinct_id"u8, happened.DistinctId);
        writer.WriteString("timestamp"u8, (happened.Timestamp ?? options.TimeProvider.GetUtcNow()).UtcDateTime);
        if (happened.SessionId is not null)
            writer.WriteString("session_id"u8, happened.SessionId);
        if (happened.Groups is { Count: > 0 } groups)
        {
            writer.WriteStartObject("groups"u8);
            foreach (var (type, key) in groups)
                writer.WriteString(type, key);
            writer.WriteEndObject();
        }
        // When a name occurs twice, Cairn takes the last.
        writer.WriteStartObject("properties"u8);
        writer.WriteString("$lib"u8, "cairn-dotnet"u8);
        writer.WriteString("$lib_version"u8, Version);
        PropertyJson.WriteMembers(writer, options.Properties);
        PropertyJson.WriteMembers(writer, happened.Properties);
        foreach (var (name, value) in happened.Own)
        {
            if (value is null)
                continue;
            writer.WritePropertyName(name);
            PropertyJson.WriteValue(writer, value);
        }
        writer.WriteEndObject();
        WriteObject(writer, "set"u8, happened.Set);
        WriteObject(writer, "set_once"u8, happened.SetOnce);
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<byte> name, object? value)
    {
        if (value is null)
            return;
        writer.WriteStartObject(name);
        PropertyJson.WriteMembers(writer, value);
        writer.WriteEndObject();
    }

    private sealed class Scratch
    {
        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }

        public Scratch() => Writer = new Utf8JsonWriter(Buffer, _writing);
    }
}
