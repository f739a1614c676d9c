using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>A place in a text that a detector found: [Start, Start + Length).</summary>
/// <param name="Instead">The text for this place when it had to be decoded to be found; null: what the detector's action says.</param>
internal readonly record struct Found(int Start, int Length, Detector Detector, string? Instead = null)
{
    public int End => Start + Length;
}

/// <summary>What a property's name, or the words around it, say about a value that alone would be only digits.</summary>
[Flags]
internal enum Hint
{
    None = 0,
    Phone = 1,
    NationalId = 2,
    Address = 4,

    /// <summary>A number with dots is a version.</summary>
    Version = 8,
}
