using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;

namespace Cairn.Server.Samples;

public enum SampleState
{
    Waiting,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>Sample data on its way into one project. Kept as a file, so that a restart goes on with it and a second asking sends the same history.</summary>
/// <param name="End">Where the history ends. It never changes: event ids follow from it, and what is sent twice is stored once.</param>
/// <param name="Sent">Events that are durable, those of before included.</param>
/// <param name="Duplicates">Of those, how many were there before.</param>
internal sealed record SampleLoad(
    uint Project,
    DateTimeOffset End,
    int Total,
    SampleState State,
    DateTimeOffset StartedAt,
    long Sent = 0,
    long Duplicates = 0,
    DateTimeOffset? FinishedAt = null,
    string? Error = null
)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    [JsonIgnore]
    public bool IsOver => State is SampleState.Done or SampleState.Cancelled or SampleState.Failed;

    [JsonIgnore]
    public ProjectId ProjectId => new(Project);

    /// <summary>Null for a file that was not written to its end.</summary>
    public static SampleLoad? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SampleLoad>(File.ReadAllBytes(path), _json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string path)
    {
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, _json));
        File.Move(path + ".new", path, overwrite: true);
    }
}
