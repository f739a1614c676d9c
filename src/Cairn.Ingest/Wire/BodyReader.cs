using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Cairn.Events;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Wire;

/// <summary>Reads a request body whole, unpacked, within bounds. A small body that would unpack into a huge one stops at the bound.</summary>
internal static class BodyReader
{
    /// <summary>Of the body as sent and as unpacked, each.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Memory is taken for this much of an announced length at once; the rest as it really comes.</summary>
    private const int TrustedLength = 1024 * 1024;

    /// <summary>The bytes, unpacked as Content-Encoding says, or what is wrong with them.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, Problem? Problem)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var (raw, problem) = await ReadRawAsync(request, cancellationToken);
        return problem is null ? Unpack(raw, request.Headers.ContentEncoding.ToString()) : (default, problem);
    }

    /// <summary>The bytes as sent, or what is wrong with them.</summary>
    public static async Task<(ReadOnlyMemory<byte> Raw, Problem? Problem)> ReadRawAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > MaxBytes)
            return (default, IngestProblems.TooLarge);
        var raw = new ArrayBufferWriter<byte>(request.ContentLength is > 0 and var length ? (int)Math.Min(length, TrustedLength) : 4096);
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                foreach (var piece in read.Buffer)
                {
                    if (raw.WrittenCount + piece.Length > MaxBytes)
                        return (default, IngestProblems.TooLarge);
                    raw.Write(piece.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // Broken framing that the web server reports as a failed read (a chunk size of FFFFFFFFFFFFFFFF), or a client that is gone.
            return (default, IngestProblems.BadFraming);
        }

        return (raw.WrittenMemory, null);
    }

    /// <summary>gzip is told by its first bytes, whatever the header says; what says gzip and is none is taken as it is.</summary>
    internal static (ReadOnlyMemory<byte> Body, Problem? Problem) UnpackBySight(ReadOnlyMemory<byte> raw, string encoding) =>
        Unpack(raw, IsGzip(raw.Span) || encoding.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? "" : encoding);

    private static (ReadOnlyMemory<byte> Body, Problem? Problem) Unpack(ReadOnlyMemory<byte> raw, string encoding)
    {
        try
        {
            return encoding.Trim().ToLowerInvariant() switch
            {
                // Browsers that cannot set the header send gzip all the same; its first two bytes are no JSON.
                "" or "identity" => IsGzip(raw.Span) ? Copy(new GZipStream(Open(raw), CompressionMode.Decompress)) : (raw, null),
                "gzip" or "x-gzip" => Copy(new GZipStream(Open(raw), CompressionMode.Decompress)),
                "br" => Copy(new BrotliStream(Open(raw), CompressionMode.Decompress)),
                "deflate" => Copy(
                    IsZlib(raw.Span)
                        ? new ZLibStream(Open(raw), CompressionMode.Decompress)
                        : new DeflateStream(Open(raw), CompressionMode.Decompress)
                ),
                "zstd" => Zstd.IsAvailable ? Zstd.Unpack(raw.Span, MaxBytes) : (default, IngestProblems.UnknownEncoding(encoding)),
                _ => (default, IngestProblems.UnknownEncoding(encoding)),
            };
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            return (default, IngestProblems.BadEncoding(encoding));
        }
    }

    private static bool IsGzip(ReadOnlySpan<byte> raw) => raw.Length > 2 && raw[0] == 0x1F && raw[1] == 0x8B;

    /// <summary>HTTP's "deflate" is zlib by the standard and raw deflate from some clients.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> raw) => raw.Length > 2 && (raw[0] & 0x0F) == 8 && ((raw[0] << 8) | raw[1]) % 31 == 0;

    private static MemoryStream Open(ReadOnlyMemory<byte> raw) =>
        MemoryMarshal.TryGetArray(raw, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(raw.ToArray(), writable: false);

    private static (ReadOnlyMemory<byte> Body, Problem? Problem) Copy(Stream packed)
    {
        using (packed)
        {
            var output = new ArrayBufferWriter<byte>(64 * 1024);
            while (true)
            {
                var read = packed.Read(output.GetSpan(16 * 1024));
                if (read == 0)
                    return (output.WrittenMemory, null);
                output.Advance(read);
                if (output.WrittenCount > MaxBytes)
                    return (default, IngestProblems.TooLarge);
            }
        }
    }
}
