using System.Security.Cryptography;
using System.Text.Json;

namespace Cairn.Sample.Tests;

/// <summary>An event of a history, read back from its JSON.</summary>
internal sealed record SampleEvent(
    Guid Id,
    string Name,
    string DistinctId,
    DateTimeOffset Time,
    string? Session,
    JsonElement Properties,
    JsonElement Whole
)
{
    public string? Text(string property) => Properties.TryGetProperty(property, out var value) ? value.GetString() : null;

    public static SampleEvent Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var whole = JsonElement.ParseValue(ref reader);
        return new(
            whole.GetProperty("id").GetGuid(),
            whole.GetProperty("event").GetString()!,
            whole.GetProperty("distinct_id").GetString()!,
            whole.GetProperty("timestamp").GetDateTimeOffset(),
            whole.TryGetProperty("session_id", out var session) ? session.GetString() : null,
            whole.GetProperty("properties"),
            whole
        );
    }
}

internal static class Histories
{
    /// <summary>A Friday, 23:00 UTC being midnight in the product's zone.</summary>
    public static readonly DateTimeOffset End = new(2026, 11, 20, 23, 0, 0, TimeSpan.Zero);

    public static List<SampleEvent> Read(SampleOptions options)
    {
        var events = new List<SampleEvent>(options.Events);
        foreach (var batch in new SampleHistory(options).Sessions())
        foreach (var item in batch.Events)
            events.Add(SampleEvent.Read(batch[item.Line]));
        return events;
    }

    /// <summary>SHA-256 over all lines, each with its line end.</summary>
    public static string Hash(SampleOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var batch in new SampleHistory(options).Sessions())
        {
            foreach (var item in batch.Events)
            {
                hash.AppendData(batch[item.Line]);
                hash.AppendData("\n"u8);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
