using System.Runtime.InteropServices;
using Cairn.Events;

namespace Cairn.Ingest.Wire;

/// <summary>Zstandard by the system's libzstd.so.1 (the package manager of every current Linux stands on it); .NET 10 has none of its own.</summary>
internal static unsafe partial class Zstd
{
    /// <summary>Whether this machine has the library. Without it a zstd body is answered with 415.</summary>
    public static bool IsAvailable { get; } = NativeLibrary.TryLoad("libzstd.so.1", out _);

    private const int WindowLogMax = 100;

    /// <summary>32 MiB, more than a body may hold: a frame that asks for a larger window asks for our memory.</summary>
    private const int MaxWindowLog = 25;

    /// <summary>Unpacks all frames, at most <paramref name="maxBytes"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are not sound Zstandard.</exception>
    public static (ReadOnlyMemory<byte> Body, Problem? Problem) Unpack(ReadOnlySpan<byte> packed, int maxBytes)
    {
        var stream = CreateStream();
        try
        {
            _ = SetParameter(stream, WindowLogMax, MaxWindowLog);
            var output = new byte[Math.Clamp(packed.Length * 4, 64 * 1024, maxBytes)];
            fixed (byte* source = packed)
            {
                var input = new Buffer(source, (nuint)packed.Length, 0);
                nuint written = 0;
                while (true)
                {
                    nuint hint;
                    fixed (byte* target = output)
                    {
                        var window = new Buffer(target, (nuint)output.Length, written);
                        hint = DecompressStream(stream, ref window, ref input);
                        if (IsError(hint) != 0)
                            throw new InvalidDataException("The body is not sound Zstandard.");
                        written = window.Position;
                    }

                    // A hint of 0 is the end of a frame; anything else means that more was to come.
                    if (input.Position == input.Size && hint == 0)
                        return (output.AsMemory(0, (int)written), null);
                    if (input.Position == input.Size && written < (nuint)output.Length)
                        throw new InvalidDataException("The Zstandard body ends too soon.");

                    if (written == (nuint)output.Length)
                    {
                        if (output.Length >= maxBytes)
                            return (default, IngestProblems.TooLarge);
                        Array.Resize(ref output, (int)Math.Min((long)output.Length * 2, maxBytes));
                    }
                }
            }
        }
        finally
        {
            _ = FreeStream(stream);
        }
    }

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_createDStream")]
    private static partial nint CreateStream();

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_freeDStream")]
    private static partial nuint FreeStream(nint stream);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_DCtx_setParameter")]
    private static partial nuint SetParameter(nint stream, int parameter, int value);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_decompressStream")]
    private static partial nuint DecompressStream(nint stream, ref Buffer output, ref Buffer input);

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [StructLayout(LayoutKind.Sequential)]
    private struct Buffer(byte* data, nuint size, nuint position)
    {
        public byte* Data = data;
        public nuint Size = size;
        public nuint Position = position;
    }
}
