using Cairn.Events;

namespace Cairn.Ingest.Import;

/// <summary>How much an upload may take on disk.</summary>
/// <param name="MaxBytes">Of one file.</param>
/// <param name="MinFreeBytes">Of disk, which stays free.</param>
public sealed record ImportRoom(long MaxBytes, long MinFreeBytes)
{
    internal Problem TooLarge =>
        new(413, "file_too_large", $"A file may have {MaxBytes:N0} bytes.", "Split it, or let the operator raise CAIRN_IMPORT_MAX_MB.");

    internal static Problem NearlyFull { get; } =
        new(
            507,
            "disk_nearly_full",
            "There is no room for the file.",
            "The disk of this Cairn is nearly full. Free space first: events need it too."
        );
}

/// <summary>An upload that may not be kept; nothing of it is.</summary>
public sealed class ImportRefusedException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;
}

/// <summary>A new file that takes no more than its room: writing throws <see cref="ImportRefusedException"/> when it is too long, or the disk nearly full.</summary>
/// <param name="look">Sees every piece before it is written.</param>
public sealed class BoundedFile(string path, ImportRoom room, Action<ReadOnlyMemory<byte>>? look = null) : Stream
{
    /// <summary>So often the disk is looked at.</summary>
    private const long Step = 8L << 20;

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, useAsync: true);
    private long _written;
    private long _askAgain;

    /// <summary>Bytes so far.</summary>
    public override long Length => _written;
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_written + buffer.Length > room.MaxBytes)
            throw new ImportRefusedException(room.TooLarge);
        if (_written >= _askAgain)
        {
            if (new DriveInfo(Path.GetDirectoryName(_file.Name)!).AvailableFreeSpace - Step < room.MinFreeBytes)
                throw new ImportRefusedException(ImportRoom.NearlyFull);
            _askAgain = _written + Step;
        }
        look?.Invoke(buffer);
        await _file.WriteAsync(buffer, cancellationToken);
        _written += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => _file.Flush(flushToDisk: true);

    public override Task FlushAsync(CancellationToken cancellationToken) => _file.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }
}
