namespace Cairn.Ingest.Redaction;

/// <summary>The findings in one text: none over another, whoever came first stays. A detector adds its own from left to right; they are merged with the earlier ones when the next begins,
/// so that a text full of findings costs no more than its length.</summary>
internal sealed class Findings
{
    private readonly List<Found> _added = [];
    private List<Found> _settled = [];

    /// <summary>Characters that detectors looked at, with those of decoded texts. A test holds it to the length of the text.</summary>
    public long Work { get; private set; }

    public int Count => _settled.Count + _added.Count;

    public void Looked(long characters) => Work += characters;

    /// <summary>Ordered by place.</summary>
    public IReadOnlyList<Found> InOrder()
    {
        Settle();
        return _settled;
    }

    /// <summary>Passed over when it overlaps an earlier finding. Costs a binary search.</summary>
    public void Add(Found found)
    {
        if (_added.Count > 0 && found.Start < _added[^1].Start)
            Settle();
        if (_added.Count > 0 && found.Start < _added[^1].End)
            return;
        var (low, high) = (0, _settled.Count);
        // The first that ends after the new one's beginning.
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_settled[middle].End <= found.Start)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == _settled.Count || _settled[low].Start >= found.End)
            _added.Add(found);
    }

    private void Settle()
    {
        if (_added.Count == 0)
            return;
        if (_settled.Count == 0 || _settled[^1].End <= _added[0].Start)
        {
            _settled.AddRange(_added);
        }
        else
        {
            var merged = new List<Found>(Count);
            var (earlier, later) = (0, 0);
            while (earlier < _settled.Count || later < _added.Count)
            {
                var isEarlier = later == _added.Count || (earlier < _settled.Count && _settled[earlier].Start < _added[later].Start);
                merged.Add(isEarlier ? _settled[earlier++] : _added[later++]);
            }

            Looked(merged.Count);
            _settled = merged;
        }

        _added.Clear();
    }
}
