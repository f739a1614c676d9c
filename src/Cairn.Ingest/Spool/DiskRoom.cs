namespace Cairn.Ingest.Spool;

/// <summary>Whether the disk has room to spare. Asks the file system at most once a second.</summary>
internal sealed class DiskRoom(string folder, long minFreeBytes, TimeProvider time)
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);
    private long _askedAt;
    private volatile string? _refusal;

    /// <summary>Why nothing more should be written; null when there is room.</summary>
    public string? Refusal()
    {
        var askedAt = Interlocked.Read(ref _askedAt);
        if (askedAt != 0 && time.GetElapsedTime(askedAt) < _every)
            return _refusal;
        Interlocked.Exchange(ref _askedAt, time.GetTimestamp());
        try
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            _refusal = free >= minFreeBytes ? null : "The disk is nearly full.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _refusal = "The disk cannot be used: " + e.Message;
        }

        return _refusal;
    }
}
