using System.IO.Pipelines;

namespace Cairn.Ingest.Import;

/// <summary>Takes a file out of what it was sent in: gzip and zip are told by their first bytes. What comes out is held against the room as what came in.</summary>
public static class Unpack
{
    private const int Looked = 4;

    /// <summary>Reads what is sent, and hands over what is in it.</summary>
    /// <param name="format">csv, ndjson or parquet; empty: the files in the zip, or the first byte of what is in the gzip, tell.</param>
    /// <param name="folder">For what must be on disk meanwhile; the caller deletes it.</param>
    /// <param name="take">Gets the format and the file, to the end of which it reads.</param>
    /// <exception cref="FormatException">It cannot be unpacked, or holds nothing that could be imported.</exception>
    /// <exception cref="ImportRefusedException">It is too large, or the disk nearly full.</exception>
    public static async Task<T> ReadAsync<T>(
        Stream body,
        string format,
        string folder,
        ImportRoom room,
        Func<string, Stream, Task<T>> take,
        CancellationToken cancellationToken
    )
    {
        var (first, rest) = await LookAsync(body, cancellationToken);
        try
        {
            if (first is [0x1f, 0x8b, ..])
            {
                await using var unzipped = new WholeGzip(rest);
                var (inner, content) = await LookAsync(unzipped, cancellationToken);
                return await take(format.Length > 0 ? format : FormatOf(inner), content);
            }

            if (first is not [(byte)'P', (byte)'K', 3 or 5, 4 or 6])
                return await take(format.Length > 0 ? format : FormatOf(first), rest);
            var zip = Path.Combine(folder, "upload.zip");
            await using (var upload = new BoundedFile(zip, room))
                await rest.CopyToAsync(upload, cancellationToken);
            var (path, told) = await Unzip.WriteAsync(zip, folder, room, cancellationToken);
            await using var file = File.OpenRead(path);
            return await take(told, file);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("The file cannot be unpacked: it is damaged, or not whole.", e);
        }
    }

    private static string FormatOf(byte[] first) =>
        first switch
        {
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1'] => "parquet",
            [(byte)'{', ..] => "ndjson",
            _ => "csv",
        };

    private static async Task<(byte[] First, Stream Whole)> LookAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var read = await reader.ReadAtLeastAsync(Looked, cancellationToken);
        var first = System.Buffers.BuffersExtensions.ToArray(read.Buffer.Slice(0, Math.Min(Looked, read.Buffer.Length)));
        reader.AdvanceTo(read.Buffer.Start);
        return (first, reader.AsStream());
    }
}
