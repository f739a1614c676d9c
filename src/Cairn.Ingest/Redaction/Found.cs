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

/// <summary>The findings in one text: none over another, whoever came first stays. Adding one costs a binary search.</summary>
internal sealed class Findings
{
    private readonly List<Found> _found = [];

    public int Count => _found.Count;

    /// <summary>Ordered by place.</summary>
    public IReadOnlyList<Found> InOrder() => _found;

    /// <summary>Passed over when it overlaps an earlier finding.</summary>
    public void Add(Found found)
    {
        var (low, high) = (0, _found.Count);
        // The first that ends after the new one's beginning.
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_found[middle].End <= found.Start)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == _found.Count || _found[low].Start >= found.End)
            _found.Insert(low, found);
    }
}
