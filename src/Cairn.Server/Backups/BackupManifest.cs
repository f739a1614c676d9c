using Cairn.Store.Maintenance;
using Cairn.Workspace.Copying;

namespace Cairn.Server.Backups;

/// <summary>Everything a backup holds. It is written last: without it there is no backup.</summary>
/// <param name="Id">Names it; ids sort by time.</param>
/// <param name="Kind">full: every file was read; incremental: those that the backup before it had already were not.</param>
/// <param name="Moment">Every event acknowledged before is in it, none acknowledged after.</param>
/// <param name="Files">Of the restored data folder and of both databases, each by the path it has in here.</param>
/// <param name="NewBytes">What this backup added to the folder.</param>
/// <param name="Verification">The last time it was restored to see whether it can be; null: never.</param>
internal sealed record BackupManifest(
    string Id,
    string Kind,
    DateTimeOffset StartedAt,
    DateTimeOffset Moment,
    DateTimeOffset FinishedAt,
    string CairnVersion,
    Guid? StoreId,
    SchemaMoment Schema,
    SpoolMoment Spool,
    IReadOnlyList<CopiedTable> Workspace,
    IReadOnlyList<CopiedSequence> Sequences,
    StoreMoment Store,
    IReadOnlyList<BackedUpFile> Files,
    IReadOnlyList<Fingerprint> Fingerprints,
    long NewBytes,
    Verification? Verification
)
{
    /// <summary>What a restore writes.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);
}

/// <summary>Which scripts made the tables: checksums by version.</summary>
internal sealed record SchemaMoment(IReadOnlyDictionary<int, string> ClickHouse, IReadOnlyDictionary<int, string> Postgres);

/// <param name="StoredBefore">Events below this sequence are in the tables; those from here to <paramref name="NextSequence"/> are in the spool's files.</param>
internal sealed record SpoolMoment(ulong StoredBefore, ulong NextSequence);

/// <param name="Form">parts: ClickHouse's own immutable files, one archive each; native: the rows of each table, for a ClickHouse of one's own.</param>
internal sealed record StoreMoment(string Form, IReadOnlyList<BackedUpTable> Tables);

/// <param name="Path">data/…: in the data folder; workspace/TABLE; store/TABLE/PART or store/TABLE.</param>
/// <param name="Sha256">Lower-case hexadecimal, of the stored bytes: the file's name in the backup folder, too.</param>
/// <param name="Origin">By which the same content is known again without reading it; null: it is always read.</param>
/// <param name="Offset">Where in the file these bytes lie: long files are kept in pieces, so that one that grew is not stored anew.</param>
internal sealed record BackedUpFile(string Path, long Bytes, string Sha256, string? Origin = null, long Offset = 0);

/// <summary>The answer to one of a fixed set of questions, or to a saved report, as a hash.</summary>
/// <param name="Project">Its id.</param>
/// <param name="Question">A fixed question's name, or <c>report:ID</c>.</param>
/// <param name="Hash">Null: the answer is another each time (or could not be had), so there is nothing to compare.</param>
internal sealed record Fingerprint(uint Project, string Question, string? Hash);

/// <param name="IsGood">Every file was sound, the copy started, and every fingerprint was the same.</param>
/// <param name="Faults">What was wrong; empty when all was well. At most ten.</param>
internal sealed record Verification(DateTimeOffset At, bool IsGood, int Compared, double Seconds, IReadOnlyList<string> Faults);
