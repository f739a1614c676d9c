using System.Buffers.Binary;
using System.IO.Compression;

namespace Cairn.Ingest.Import;

/// <summary>A gzip that is not silently taken for whole when its end is missing: a download that broke off would be a shorter file otherwise. Gzip ends with the length of
/// what was packed last; what was read cannot be less. Told up to 4 GiB.</summary>
internal sealed class WholeGzip(Stream packed) : Stream
{
    private readonly GZipStream _gzip = new(new Tail(packed), CompressionMode.Decompress);
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await _gzip.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Counted(_gzip.Read(buffer, offset, count), count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    /// <exception cref="InvalidDataException">It ended too early.</exception>
    private int Counted(int count, int wanted)
    {
        _read += count;
        if (count == 0 && wanted > 0 && _read <= uint.MaxValue && ((Tail)_gzip.BaseStream).Length32 > _read)
            throw new InvalidDataException("The end of the gzip is missing.");
        return count;
    }

    /// <summary>Remembers the last 4 bytes that were read.</summary>
    private sealed class Tail(Stream stream) : Stream
    {
        private readonly byte[] _last = new byte[4];

        public uint Length32 => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            Note(buffer.Span[..count]);
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = stream.Read(buffer, offset, count);
            Note(buffer.AsSpan(offset, read));
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        private void Note(ReadOnlySpan<byte> read)
        {
            var kept = Math.Min(4, read.Length);
            _last.AsSpan(kept).CopyTo(_last);
            read[^kept..].CopyTo(_last.AsSpan(4 - kept));
        }
    }
}
