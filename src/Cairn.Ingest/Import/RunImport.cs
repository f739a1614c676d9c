using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Import.Exports;
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
        var rows = VendorExports.Reader(job, file.Columns);
        var recognised = VendorExports.Recognise(file.Columns)?.Name;
        var events = new List<JsonElement>();
        var errors = new List<ImportError>();
        long valid = 0,
            rejected = 0;
        if (Unfit(rows, file) is { } fault)
            return Shown([new ImportError(0, "invalid_mapping", fault)]);
        foreach (var row in file.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reading = Read(job, rows, row, isRehearsal: true);
            if (reading.Error is null)
                valid++;
            else
                rejected++;
            if (reading.Error is not null && errors.Count < PreviewErrors)
                errors.Add(reading.Error);
            if (reading.Shown is { } shown && events.Count < PreviewEvents)
                events.Add(shown);
        }

        return Shown(errors);

        ImportPreview Shown(IReadOnlyList<ImportError> told) =>
            new(true, job.Source, recognised, rows.Mapping, valid + rejected, valid, rejected, file.Columns, events, told);
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
        var rows = VendorExports.Reader(job, file.Columns);
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
            var implied = new HashSet<Guid>();
            var errors = new StringBuilder();
            var rejected = 0;
            foreach (var row in batch)
            {
                var reading = Read(job, rows, row);
                events.AddRange(reading.Implied);
                implied.UnionWith(reading.Implied.Select(l => l.Id));
                if (reading.Event is not null)
                    events.Add(reading.Event);
                if (reading.Error is not { } error)
                    continue;
                rejected++;
                var isWithheld = withheld || error.Code == DropReason.ErasedPerson.Code();
                errors.Append(RefusedRows.Line(error, isWithheld ? "" : steps.RedactText(job.ProjectId, row.Raw)));
            }

            var stored = await AppendAsync(job.ProjectId, events, cancellationToken);
            var accepted = stored.Count(e => !implied.Contains(e.Id));
            await refused.WriteAsync(Encoding.UTF8.GetBytes(errors.ToString()), cancellationToken);
            refused.Flush(flushToDisk: true);
            job = job with
            {
                RowsDone = batch[^1].Number,
                Accepted = job.Accepted + accepted,
                Duplicates = job.Duplicates + batch.Length - rejected - accepted,
                Rejected = job.Rejected + rejected,
                RejectedBytes = refused.Position,
            };
            imports.Update(job);
        }

        return job with
        {
            Status = imports.IsCancelled(job.Id) ? ImportStatus.Cancelled : ImportStatus.Done,
        };
    }

    /// <param name="Event">Null when the row is refused.</param>
    /// <param name="Implied">What the row says by the way; those that are refused are left out.</param>
    /// <param name="Shown">The event as it came to the steps.</param>
    private sealed record Outcome(Event? Event, IReadOnlyList<Event> Implied, JsonElement? Shown, ImportError? Error);

    private Outcome Read(ImportJob job, IReadRows rows, ImportRow row, bool isRehearsal = false)
    {
        if (row.Fault is { } fault)
            return Refused(row, "invalid_row", fault);
        var reading = rows.Read(row);
        var implied = new List<Event>();
        Outcome? outcome = null;
        foreach (var said in reading.Events)
        {
            using var json = JsonDocument.Parse(said.Json, new JsonDocumentOptions { MaxDepth = 64 });
            var created = new DateTimeOffset(
                job.CreatedAt.UtcTicks - (job.CreatedAt.UtcTicks % TimeSpan.TicksPerMillisecond),
                TimeSpan.Zero
            );
            var facts = said.In(new RequestFacts(job.ProjectId, created, created, UserAgent: null, Address: null));
            var (e, rejection) = steps.Run(json.RootElement, facts with { IsRehearsal = isRehearsal });
            if (said.IsImplied && e is not null)
                implied.Add(e);
            if (!said.IsImplied)
                outcome = rejection is null
                    ? new Outcome(e, implied, isRehearsal ? json.RootElement.Clone() : null, null)
                    : Refused(row, rejection.Reason.Code(), rejection.Message);
        }

        return outcome ?? Refused(row, "invalid_row", reading.Fault ?? "The row is no event.");
    }

    private static Outcome Refused(ImportRow row, string code, string message) =>
        new(null, [], null, new ImportError(row.Number, code, message));

    /// <summary>Waits for as long as the disk or the store is away.</summary>
    /// <returns>Those that were new.</returns>
    private async Task<IReadOnlyList<Event>> AppendAsync(ProjectId project, List<Event> events, CancellationToken cancellationToken)
    {
        while (events.Count > 0)
        {
            try
            {
                var stored = await findStored(project, events, cancellationToken);
                Event[] fresh = [.. events.Where(e => !stored.Contains(e.Id))];
                if (fresh.Length == 0)
                    return [];
                var isRepeat = (await handOver.RunAsync(project, fresh, cancellationToken)).Appended.IsRepeat;
                Event[] repeats = [.. fresh.Where((_, i) => isRepeat[i])];
                return [.. fresh.Where((_, i) => !isRepeat[i]), .. await RestoreAsync(project, repeats, cancellationToken)];
            }
            catch (Exception e) when (e is SpoolUnavailableException or SinkUnavailableException or PersonKeysUnavailableException)
            {
                await Task.Delay(_again, time, cancellationToken);
            }
        }

        return [];
    }

    /// <summary>The spool knows ids for a week, also of events that were deleted since: what is not in the store once everything before is, comes back.</summary>
    /// <returns>Those that did.</returns>
    private async Task<IReadOnlyList<Event>> RestoreAsync(ProjectId project, Event[] repeats, CancellationToken cancellationToken)
    {
        if (repeats.Length == 0)
            return [];
        await drain.WaitUntilDrainedAsync(cancellationToken);
        var stored = await findStored(project, repeats, cancellationToken);
        Event[] gone = [.. repeats.Where(e => !stored.Contains(e.Id)).DistinctBy(e => e.Id)];
        if (gone.Length > 0)
            await handOver.RunAsync(project, gone, cancellationToken, skipRepeatCheck: true);
        return gone;
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

    private static string? Unfit(IReadRows rows, ImportFile file) =>
        file.Columns.Count == 0 ? "The file is empty, or its first line cannot be read." : rows.Unfit(file.Columns);
}
