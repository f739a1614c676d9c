namespace Cairn.Server.Backups;

/// <summary>All backups of a folder, newest first, and what is under way.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="LastGoodAt">The moment of the newest backup that was restored and found good; null: there is none.</param>
/// <param name="OtherFolders">Those that backups were made in before, and any whose backups hold erased persons.</param>
/// <param name="Bytes">What all of them take together: contents that they share are stored once.</param>
internal sealed record BackupsAnswer(
    IReadOnlyList<BackupAnswer> Items,
    string? Next,
    string Folder,
    long Bytes,
    DateTimeOffset? LastGoodAt,
    BackupRunAnswer? Running,
    BackupFailureAnswer? LastFailure,
    IReadOnlyList<BackupFolderAnswer> OtherFolders
);

/// <param name="Kind">full or incremental; damaged: its manifest cannot be read.</param>
/// <param name="At">Every event acknowledged before is in it.</param>
/// <param name="Bytes">What a restore writes.</param>
/// <param name="NewBytes">What it added to the folder.</param>
/// <param name="Verified">The last trial; null: it was never tried.</param>
internal sealed record BackupAnswer(
    string Id,
    string Kind,
    DateTimeOffset? At,
    double? Seconds,
    long Bytes,
    long NewBytes,
    string? Version,
    long Events,
    VerifiedAnswer? Verified
)
{
    public static BackupAnswer Of(BackupManifest m) =>
        new(
            m.Id,
            m.Kind,
            m.Moment,
            Math.Round((m.FinishedAt - m.StartedAt).TotalSeconds, 1),
            m.Bytes,
            m.NewBytes,
            m.CairnVersion,
            m.Store.Tables.FirstOrDefault(t => t.Name == "events")?.Rows ?? 0,
            m.Verification is { } v ? new VerifiedAnswer(v.At, v.IsGood, v.Compared, v.Seconds, v.Faults) : null
        );

    public static BackupAnswer Damaged(string id) => new(id, "damaged", null, null, 0, 0, null, 0, null);
}

/// <param name="Compared">Answers that were the same.</param>
/// <param name="Seconds">How long the restore and its comparison took.</param>
/// <param name="Faults">What was wrong, in sentences.</param>
internal sealed record VerifiedAnswer(DateTimeOffset At, bool Good, int Compared, double Seconds, IReadOnlyList<string> Faults);

/// <param name="Act">making, verifying or removing.</param>
/// <param name="Phase">waiting, copying or verifying.</param>
internal sealed record BackupRunAnswer(string Act, string Phase, DateTimeOffset StartedAt, long DoneBytes, long TotalBytes);

/// <param name="StaleSince">Since when its backups hold persons who were erased, because it cannot be reached or written; null: they do not.</param>
internal sealed record BackupFolderAnswer(string Path, DateTimeOffset LastUsedAt, DateTimeOffset? StaleSince);

internal sealed record BackupFailureAnswer(DateTimeOffset At, string Reason);

/// <summary>When backups are made by themselves.</summary>
/// <param name="Hour">0..23, UTC.</param>
/// <param name="Folder">Null: the one the configuration names (<c>CAIRN_BACKUPS</c>).</param>
/// <param name="NextAt">When the next is due; null: never.</param>
internal sealed record BackupScheduleAnswer(bool On, int Hour, int KeepDaily, int KeepWeekly, string? Folder, DateTimeOffset? NextAt);
