using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>An acknowledged event that the store refused for good, kept with the reason until somebody mends the cause and replays it.</summary>
public sealed record DeadLetter(ulong Sequence, DateTimeOffset At, string Reason, DeadEvent Event);

/// <summary>The whole event, readable.</summary>
public sealed record DeadEvent(
    Guid Id,
    bool HasClientId,
    uint ProjectId,
    string Event,
    string DistinctId,
    DateTimeOffset Timestamp,
    DateTimeOffset ReceivedAt,
    string SessionId,
    IReadOnlyDictionary<string, string> Groups,
    JsonElement Properties,
    JsonElement? Set,
    JsonElement? SetOnce,
    IdentityCommand? Command = null
);

/// <summary>A folder with one JSON file per dead letter.</summary>
public sealed class DeadLetters
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        // Texts stay readable and, but for characters beyond the first plane, as they were acknowledged.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string _folder;
    private readonly TimeProvider _time;

    public DeadLetters(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        _time = time;
    }

    /// <summary>Durable when it returns.</summary>
    public void Add(SequencedEvent refused, string reason)
    {
        var e = refused.Event;
        var letter = new DeadLetter(
            refused.Sequence,
            _time.GetUtcNow(),
            reason,
            new DeadEvent(
                e.Id,
                e.HasClientId,
                e.Project.Value,
                e.Name,
                e.DistinctId,
                e.Timestamp,
                e.ReceivedAt,
                e.SessionId,
                e.Groups.ToDictionary(g => g.Type, g => g.Key),
                Parse(e.Properties),
                e.Set.IsEmpty ? null : Parse(e.Set),
                e.SetOnce.IsEmpty ? null : Parse(e.SetOnce),
                e.Command
            )
        );
        var path = PathOf(refused.Sequence);
        using (var stream = new FileStream(path + ".new", FileMode.Create))
        {
            JsonSerializer.Serialize(stream, letter, _json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        Folders.Sync(_folder);
        IngestMetrics.DeadLetter();
    }

    /// <summary>Oldest first, those after <paramref name="after"/>, of one project or of all.</summary>
    public IEnumerable<DeadLetter> List(ulong after = 0, ProjectId? project = null) =>
        Sequences()
            .Where(s => s > after)
            .Order()
            .Select(Find)
            .OfType<DeadLetter>()
            .Where(l => project is null || l.Event.ProjectId == project.Value.Value);

    /// <summary>Of every dead letter, in no order.</summary>
    public IEnumerable<ulong> Sequences()
    {
        foreach (var path in Directory.EnumerateFiles(_folder, "*.json"))
        {
            if (ulong.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                yield return sequence;
        }
    }

    /// <summary>Null when there is none of this sequence.</summary>
    public DeadLetter? Find(ulong sequence) => Read(PathOf(sequence));

    public void Remove(ulong sequence)
    {
        File.Delete(PathOf(sequence));
        Folders.Sync(_folder);
    }

    /// <summary>Removes those of one project that a person's erasure takes.</summary>
    /// <returns>How many.</returns>
    public int RemoveOf(ProjectId project, IReadOnlySet<string> distinctIds)
    {
        var gone = List(project: project).Where(l => IsOf(l, distinctIds)).Select(l => l.Sequence).ToList();
        foreach (var sequence in gone)
            File.Delete(PathOf(sequence));
        if (gone.Count > 0)
            Folders.Sync(_folder);
        return gone.Count;
    }

    private static bool IsOf(DeadLetter letter, IReadOnlySet<string> ids) =>
        ids.Contains(letter.Event.DistinctId)
        || (letter.Event.Command is { } command && (ids.Contains(command.From) || ids.Contains(command.Into)))
        || (letter.Event.Event is EventNames.Identify or EventNames.Alias && NamesId.In(letter.Event.Properties.GetRawText(), ids))
        || NamesId.In(letter.Reason, ids);

    /// <summary>The event as it was acknowledged.</summary>
    public static Event ToEvent(DeadLetter letter) =>
        new()
        {
            Id = letter.Event.Id,
            HasClientId = letter.Event.HasClientId,
            Project = new ProjectId(letter.Event.ProjectId),
            Name = letter.Event.Event,
            DistinctId = letter.Event.DistinctId,
            Timestamp = letter.Event.Timestamp,
            ReceivedAt = letter.Event.ReceivedAt,
            SessionId = letter.Event.SessionId,
            Groups = [.. letter.Event.Groups.Select(g => new GroupRef(g.Key, g.Value))],
            Properties = Bytes(letter.Event.Properties),
            Set = letter.Event.Set is { } set ? Bytes(set) : default,
            SetOnce = letter.Event.SetOnce is { } setOnce ? Bytes(setOnce) : default,
            Command = letter.Event.Command,
        };

    private static DeadLetter? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<DeadLetter>(stream, _json);
        }
        catch (FileNotFoundException)
        {
            return null; // replayed meanwhile
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static ReadOnlyMemory<byte> Bytes(JsonElement json) =>
        System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json).ToArray();

    private string PathOf(ulong sequence) => Path.Combine(_folder, sequence.ToString("D20", CultureInfo.InvariantCulture) + ".json");
}
