namespace Cairn.Ingest.Spool;

/// <summary>Whether a folder's disk has at least so many bytes free. Looks once a second at most.</summary>
internal sealed class DiskRoom(string folder, long minFreeBytes, TimeProvider time)
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);
    private long _lookedAt = long.MinValue;
    private bool _hasRoom = true;

    public bool HasRoom()
    {
        if (_lookedAt == long.MinValue || time.GetElapsedTime(_lookedAt) > _every)
        {
            _lookedAt = time.GetTimestamp();
            _hasRoom = new DriveInfo(folder).AvailableFreeSpace >= minFreeBytes;
        }

        return _hasRoom;
    }
}
