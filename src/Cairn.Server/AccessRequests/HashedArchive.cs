using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cairn.Server.AccessRequests;

/// <summary>One file of the archive.</summary>
/// <param name="Items">Events, sessions and so on; null for files that are one thing.</param>
internal sealed record ArchivedFile(string Name, long Bytes, string Sha256, long? Items);

/// <summary>A ZIP archive that knows what was written to it.</summary>
internal sealed class HashedArchive(Stream target) : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ZipArchive _zip = new(target, ZipArchiveMode.Create, leaveOpen: true);

    public List<ArchivedFile> Files { get; } = [];

    /// <param name="write">Writes the file and returns how many items are in it.</param>
    public async Task AddAsync(string name, Func<Stream, Task<long?>> write)
    {
        using var sha = SHA256.Create();
        long? items;
        long bytes;
        using (var entry = _zip.CreateEntry(name).Open())
        using (var hashed = new CryptoStream(entry, sha, CryptoStreamMode.Write))
        using (var counted = new CountedStream(hashed))
        {
            items = await write(counted);
            await hashed.FlushFinalBlockAsync();
            bytes = counted.Written;
        }

        Files.Add(new ArchivedFile(name, bytes, Convert.ToHexStringLower(sha.Hash!), items));
    }

    public Task AddJsonAsync<T>(string name, T value, long? items = null) =>
        AddAsync(
            name,
            async stream =>
            {
                await JsonSerializer.SerializeAsync(stream, value, Json);
                return items;
            }
        );

    public void Dispose() => _zip.Dispose();

    private sealed class CountedStream(Stream inner) : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => Written;
        public override long Position
        {
            get => Written;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            Written += buffer.Length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            Written += buffer.Length;
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
