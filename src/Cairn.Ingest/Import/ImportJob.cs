using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Import;

/// <summary>An import and how far it is. Kept as <c>job.json</c> beside its file, written anew after every batch.</summary>
/// <param name="Source">Whose export it is: "cairn" is a file of one's own, read by the mapping.</param>
/// <param name="RowsDone">Rows that are durable or refused; after a restart reading goes on behind them.</param>
/// <param name="Accepted">Events stored by this import.</param>
/// <param name="Duplicates">Rows whose event was stored before.</param>
/// <param name="RejectedBytes">Of the list of refused rows that belong to <paramref name="RowsDone"/>.</param>
public sealed record ImportJob(
    string Id,
    uint Project,
    string Format,
    ImportMapping Mapping,
    long Bytes,
    string Sha256,
    DateTimeOffset CreatedAt,
    ImportStatus Status = ImportStatus.Waiting,
    long RowsDone = 0,
    long Accepted = 0,
    long Duplicates = 0,
    long Rejected = 0,
    long RejectedBytes = 0,
    DateTimeOffset? FinishedAt = null,
    string? Error = null,
    string Source = "cairn"
)
{
    public bool IsOver => Status is ImportStatus.Done or ImportStatus.Cancelled or ImportStatus.Failed;

    internal ProjectId ProjectId => new(Project);

    internal static ImportJob? Load(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportJob>(File.ReadAllBytes(Path.Combine(folder, "job.json")), ImportMapping.Json);
        }
        // Killed before the upload was whole: there is no import.
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal void Save(string folder)
    {
        var path = Path.Combine(folder, "job.json");
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, ImportMapping.Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}

public enum ImportStatus
{
    Waiting,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>What an import would do, without doing it.</summary>
/// <param name="Source">Whose export it is read as: "cairn" is a file of one's own.</param>
/// <param name="Recognised">What the file was told to be by its columns; null: no vendor's export that is known.</param>
/// <param name="Mapping">What becomes of which field.</param>
/// <param name="Events">The first rows as events.</param>
/// <param name="Errors">The first refused rows.</param>
public sealed record ImportPreview(
    bool DryRun,
    string Source,
    string? Recognised,
    IReadOnlyList<MappedField> Mapping,
    long Rows,
    long Valid,
    long Rejected,
    IReadOnlyList<string> Columns,
    IReadOnlyList<JsonElement> Events,
    IReadOnlyList<ImportError> Errors
);

/// <param name="Row">From 1, the header not counted.</param>
public sealed record ImportError(long Row, string Code, string Message);
