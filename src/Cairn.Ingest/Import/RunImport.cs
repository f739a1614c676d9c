using System.Text;
using Cairn.Events;
using Cairn.Ingest.Sealing;
using Cairn.Ingest.Spool;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Import;

/// <summary>Which of these events are stored already, however long ago?</summary>
/// <exception cref="SinkUnavailableException">The store cannot say now.</exception>
public delegate Task<IReadOnlySet<Guid>> FindStoredEvents(
    ProjectId project,
    IReadOnlyList<Event> events,
    CancellationToken cancellationToken
);

/// <summary>Runs imports: row → event → the same steps and the same spool as events that clients send.</summary>
public sealed class RunImport(
    Imports imports,
    IngestSteps steps,
    HandOver handOver,
    SpoolDrain drain,
    FindStoredEvents findStored,
    TimeProvider time,
    FindEncryptedProperties? encrypted = null
)
{
    /// <summary>Rows between two marks of progress. A restart does at most so many again, and they are told as repeats by their ids.</summary>
    private const int BatchRows = 1_000;

    private const int PreviewEvents = 5;
    private const int PreviewErrors = 20;

    private static readonly TimeSpan _again = TimeSpan.FromSeconds(1);

    /// <summary>Reads the whole file through the steps and stores nothing.</summary>
    public ImportPreview Preview(ImportJob job, CancellationToken cancellationToken)
    {
        using var file = ImportFile.Open(imports.FileOf(job.Id), job.Format);
        var rows = new RowToEvent(job.Mapping, file.Columns, job.Sha256);
        var events = new List<System.Text.Json.JsonElement>();
        var errors = new List<ImportError>();
        long valid = 0,
            rejected = 0;
        if (Unfit(rows, file) is { } fault)
            return new ImportPreview(true, 0, 0, 0, file.Columns, [], [new ImportError(0, "invalid_mapping", fault)]);
        foreach (var row in file.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (e, error) = Read(job, rows, row, isRehearsal: true);
            if (e is null)
                rejected++;
            else
                valid++;
            if (error is not null && errors.Count < PreviewErrors)
                errors.Add(error);
            if (e is not null && events.Count < PreviewEvents)
                using (var json = rows.Map(row))
                    events.Add(json.RootElement.Clone());
        }

        return new ImportPreview(true, valid + rejected, valid, rejected, file.Columns, events, errors);
    }

    /// <summary>Runs one to its end, from where it stands.</summary>
    internal async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        if (imports.Get(id) is not { IsOver: false } job)
            return;
        job = job with { Status = ImportStatus.Running };
        imports.Update(job);
        try
        {
            job = await RunAsync(job, cancellationToken);
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
        {
            job = (imports.Get(id) ?? job) with { Status = ImportStatus.Failed, Error = e.Message };
        }

        imports.Update(job with { FinishedAt = time.GetUtcNow() });
    }

    private async Task<ImportJob> RunAsync(ImportJob job, CancellationToken cancellationToken)
    {
        using var file = ImportFile.Open(imports.FileOf(job.Id), job.Format);
        var rows = new RowToEvent(job.Mapping, file.Columns, job.Sha256);
        if (Unfit(rows, file) is { } fault)
            return job with { Status = ImportStatus.Failed, Error = fault };
        await using var refused = OpenRefused(job);
        // The list must not hold what is encrypted elsewhere.
        var withheld = encrypted?.Invoke(job.ProjectId) is not null;
        foreach (var batch in file.Rows().Where(r => r.Number > job.RowsDone).Chunk(BatchRows))
        {
            if (imports.IsCancelled(job.Id))
                return job with { Status = ImportStatus.Cancelled };
            var events = new List<Event>(batch.Length);
            var errors = new StringBuilder();
            foreach (var row in batch)
            {
                var (e, error) = Read(job, rows, row);
                if (e is not null)
                    events.Add(e);
                else
                    errors.Append(
                        RefusedRow(
                            error!,
                            withheld || error!.Code == DropReason.ErasedPerson.Code() ? "" : steps.RedactText(job.ProjectId, row.Raw)
                        )
                    );
            }

            var accepted = await AppendAsync(job.ProjectId, events, cancellationToken);
            await refused.WriteAsync(Encoding.UTF8.GetBytes(errors.ToString()), cancellationToken);
            refused.Flush(flushToDisk: true);
            job = job with
            {
                RowsDone = batch[^1].Number,
                Accepted = job.Accepted + accepted,
                Duplicates = job.Duplicates + events.Count - accepted,
                Rejected = job.Rejected + batch.Length - events.Count,
                RejectedBytes = refused.Position,
            };
            imports.Update(job);
        }

        return job with
        {
            Status = imports.IsCancelled(job.Id) ? ImportStatus.Cancelled : ImportStatus.Done,
        };
    }

    private (Event? Event, ImportError? Error) Read(ImportJob job, RowToEvent rows, ImportRow row, bool isRehearsal = false)
    {
        if (row.Fault is { } fault)
            return (null, new ImportError(row.Number, "invalid_row", fault));
        using var json = rows.Map(row);
        var created = new DateTimeOffset(job.CreatedAt.UtcTicks - (job.CreatedAt.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var (e, rejection) = steps.Run(
            json.RootElement,
            new RequestFacts(job.ProjectId, created, created, UserAgent: null, Address: null) { IsRehearsal = isRehearsal }
        );
        return rejection is null ? (e, null) : (null, new ImportError(row.Number, rejection.Reason.Code(), rejection.Message));
    }

    /// <summary>Waits for as long as the disk or the store is away.</summary>
    /// <returns>How many were new.</returns>
    private async Task<int> AppendAsync(ProjectId project, List<Event> events, CancellationToken cancellationToken)
    {
        while (events.Count > 0)
        {
            try
            {
                var stored = await findStored(project, events, cancellationToken);
                Event[] fresh = [.. events.Where(e => !stored.Contains(e.Id))];
                if (fresh.Length == 0)
                    return 0;
                var isRepeat = (await handOver.RunAsync(project, fresh, cancellationToken)).Appended.IsRepeat;
                Event[] repeats = [.. fresh.Where((_, i) => isRepeat[i])];
                return fresh.Length - repeats.Length + await RestoreAsync(project, repeats, cancellationToken);
            }
            catch (Exception e) when (e is SpoolUnavailableException or SinkUnavailableException or PersonKeysUnavailableException)
            {
                await Task.Delay(_again, time, cancellationToken);
            }
        }

        return 0;
    }

    /// <summary>The spool knows ids for a week, also of events that were deleted since: what is not in the store once everything before is, comes back.</summary>
    /// <returns>How many did.</returns>
    private async Task<int> RestoreAsync(ProjectId project, Event[] repeats, CancellationToken cancellationToken)
    {
        if (repeats.Length == 0)
            return 0;
        await drain.WaitUntilDrainedAsync(cancellationToken);
        var stored = await findStored(project, repeats, cancellationToken);
        Event[] gone = [.. repeats.Where(e => !stored.Contains(e.Id)).DistinctBy(e => e.Id)];
        if (gone.Length > 0)
            await handOver.RunAsync(project, gone, cancellationToken, skipRepeatCheck: true);
        return gone.Length;
    }

    /// <summary>The list of refused rows, cut to what belongs to the rows done.</summary>
    private FileStream OpenRefused(ImportJob job)
    {
        var refused = new FileStream(imports.RejectedFileOf(job.Id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        refused.SetLength(job.RejectedBytes);
        if (job.RejectedBytes == 0)
            refused.Write("row,code,message,data\r\n"u8);
        refused.Position = refused.Length;
        return refused;
    }

    private static string? Unfit(RowToEvent rows, ImportFile file) =>
        file.Columns.Count == 0 ? "The file is empty, or its first line cannot be read."
        : rows.Missing(file.Columns) is { Count: > 0 } missing
            ? $"The file has no column {string.Join(", ", missing)}. It has: {string.Join(", ", file.Columns)}."
        : null;

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe.</summary>
    private static string RefusedRow(ImportError error, string raw) =>
        string.Join(
            ',',
            error.Row.ToString(System.Globalization.CultureInfo.InvariantCulture),
            error.Code,
            Quote(error.Message),
            Quote(raw)
        ) + "\r\n";

    private static string Quote(string text)
    {
        var harmless = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return "\"" + harmless.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
