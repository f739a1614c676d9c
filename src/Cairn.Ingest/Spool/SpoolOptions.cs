namespace Cairn.Ingest.Spool;

/// <summary>Where the spool lies and what bounds it.</summary>
/// <param name="MaxBytes">Of events waiting for the store; beyond that ingest answers 503 until the store has caught up.</param>
/// <param name="MinFreeBytes">Of disk; below that ingest answers 503, so that the engines keep room to work.</param>
/// <param name="SegmentBytes">A segment is sealed when it passes this size.</param>
public sealed record SpoolOptions(string Folder, long MaxBytes = 8L << 30, long MinFreeBytes = 256L << 20, long SegmentBytes = 64L << 20);

/// <summary>The spool cannot take events now. Nothing of the request is stored; the same request may work later.</summary>
public sealed class SpoolUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
