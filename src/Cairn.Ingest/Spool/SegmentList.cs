namespace Cairn.Ingest.Spool;

/// <summary>The segments there are, and how many bytes of them the store still has to take. Not for many threads: the spool holds its lock.</summary>
internal sealed class SegmentList
{
    private readonly List<ulong> _firsts = [];
    private readonly Dictionary<ulong, long> _sealedEnds = [];
    private SpoolPosition _drained;

    /// <param name="sealedEnds">First sequence and length of every segment but the open one.</param>
    /// <param name="open">First sequence of the open one.</param>
    public SegmentList(IEnumerable<KeyValuePair<ulong, long>> sealedEnds, ulong open)
    {
        foreach (var (first, end) in sealedEnds)
        {
            _firsts.Add(first);
            _sealedEnds[first] = end;
        }

        _firsts.Add(open);
        _drained = new SpoolPosition(_firsts[0], SpoolSegment.HeaderBytes);
    }

    /// <summary>First sequences, ascending; the last is the open one.</summary>
    public IReadOnlyList<ulong> All => _firsts;

    /// <summary>The open one is sealed at <paramref name="end"/> and another follows.</summary>
    public void Add(ulong first, long end)
    {
        _sealedEnds[_firsts[^1]] = end;
        _firsts.Add(first);
    }

    /// <summary>Takes out and returns those whose events all lie below <paramref name="sequence"/>. The open one stays.</summary>
    public List<ulong> RemoveBefore(ulong sequence)
    {
        var done = _firsts.Where((_, i) => i + 1 < _firsts.Count && _firsts[i + 1] <= sequence).ToList();
        _firsts.RemoveRange(0, done.Count);
        foreach (var first in done)
            _sealedEnds.Remove(first);
        return done;
    }

    /// <summary>Everything before <paramref name="position"/> is stored.</summary>
    public void Drained(SpoolPosition position) => _drained = position;

    /// <summary>Bytes between the drained position and <paramref name="end"/>.</summary>
    public long Backlog(SpoolPosition end)
    {
        long bytes = 0;
        foreach (var first in _firsts)
        {
            if (first < _drained.Segment)
                continue;
            var to = first == end.Segment ? end.Offset : _sealedEnds.GetValueOrDefault(first, SpoolSegment.HeaderBytes);
            bytes += to - (first == _drained.Segment ? _drained.Offset : SpoolSegment.HeaderBytes);
        }

        return bytes;
    }
}
