namespace Cairn.Server.SystemFacts;

/// <summary>How does this Cairn do? For whoever runs it.</summary>
internal sealed record SystemAnswer(
    string Version,
    string Runtime,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    int Processors,
    MemoryFacts Memory,
    DiskFacts Disk,
    SpoolFacts Spool,
    IReadOnlyList<EngineFacts> Engines,
    IReadOnlyList<StoredProject> Projects,
    StoredFacts Store,
    BackupFacts Backups
);

/// <param name="LastGoodAt">The moment of the newest that was restored and found good; null: there is none.</param>
/// <param name="LastFailure">Why the last one failed; null when it did not.</param>
internal sealed record BackupFacts(int Count, DateTimeOffset? LastGoodAt, string? LastFailure);

/// <param name="ResidentBytes">Of the server's own process, without the engines.</param>
/// <param name="ManagedBytes">Of those, the managed heap.</param>
/// <param name="AvailableBytes">What the machine or the container has for everything.</param>
internal sealed record MemoryFacts(long ResidentBytes, long ManagedBytes, long AvailableBytes);

/// <param name="Folder">Where everything is kept.</param>
/// <param name="FreeBytes">Null where the file system does not tell.</param>
internal sealed record DiskFacts(string Folder, long? FreeBytes, long? TotalBytes);

/// <param name="Waiting">Acknowledged events that are not stored yet.</param>
/// <param name="Fault">Why no events are taken; null when they are.</param>
internal sealed record SpoolFacts(long BacklogBytes, long Waiting, double BehindSeconds, long DeadLetters, string? Fault);

/// <param name="Name">clickhouse or postgres.</param>
/// <param name="Version">Null while it does not answer.</param>
/// <param name="IsEmbedded">Whether Cairn started it.</param>
internal sealed record EngineFacts(
    string Name,
    string? Version,
    bool IsEmbedded,
    bool IsReady,
    int Restarts,
    long? ResidentBytes,
    long? DiskBytes,
    string? LastError
);

/// <param name="Bytes">On disk, as its share of all events' rows: rows of all projects lie together.</param>
internal sealed record StoredProject(
    string Slug,
    string Name,
    long Events,
    long Bytes,
    DateTimeOffset? FirstEvent,
    DateTimeOffset? LastEvent
);

/// <param name="Bytes">On disk, compressed.</param>
/// <param name="Error">Why the store's figures are missing; null when they are there.</param>
internal sealed record StoredFacts(long Events, long Bytes, long UncompressedBytes, string? Error);
