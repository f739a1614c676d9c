using System.Runtime.InteropServices;

namespace Cairn.Ingest.Spool;

/// <summary>A place between two records.</summary>
/// <param name="Segment">The segment's first sequence.</param>
/// <param name="Offset">Bytes from the start of its file.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpoolPosition(ulong Segment, long Offset);
