using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Cairn.Ingest.Tests.Wire;

/// <summary>Bodies packed the ways clients pack them.</summary>
internal static unsafe partial class Packed
{
    public static byte[] By(string encoding, string text) => By(encoding, Encoding.UTF8.GetBytes(text));

    public static byte[] By(string encoding, byte[] plain) =>
        encoding switch
        {
            "gzip" => Through(plain, s => new GZipStream(s, CompressionLevel.Fastest)),
            "br" => Through(plain, s => new BrotliStream(s, CompressionLevel.Fastest)),
            "deflate" => Through(plain, s => new ZLibStream(s, CompressionLevel.Fastest)),
            "deflate-raw" => Through(plain, s => new DeflateStream(s, CompressionLevel.Fastest)),
            "zstd" => Zstd(plain),
            _ => plain,
        };

    private static byte[] Through(byte[] plain, Func<Stream, Stream> pack)
    {
        using var output = new MemoryStream();
        using (var packing = pack(output))
            packing.Write(plain);
        return output.ToArray();
    }

    private static byte[] Zstd(byte[] plain)
    {
        var target = new byte[Bound((nuint)plain.Length)];
        fixed (byte* to = target)
        fixed (byte* from = plain)
            return target[..(int)Compress(to, (nuint)target.Length, from, (nuint)plain.Length, 3)];
    }

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_compressBound")]
    private static partial nuint Bound(nuint size);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    private static partial nuint Compress(byte* target, nuint targetSize, byte* source, nuint sourceSize, int level);
}
