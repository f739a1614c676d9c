namespace Cairn.Sample;

/// <summary>Sends some events twice and some late, as networks do. At most <see cref="Held"/> events are kept back.</summary>
internal sealed class Disorder(SampleOptions options)
{
    private const int Held = 256;
    private readonly Queue<(byte[] Bytes, EventSlice Slice)> _held = new(Held);
    private SplitMix64 _random = new(options.Seed ^ 0xD150);

    /// <summary>Keeps some events back, copies some, and lets some of those kept back go.</summary>
    public void Stir(EventBatch batch)
    {
        if (options is { Late: 0, Duplicates: 0 })
            return;
        for (var i = batch.Events.Count - 1; i >= 0; i--)
        {
            var draw = _random.NextUnit();
            if (draw >= options.Late + options.Duplicates)
                continue;
            _held.Enqueue(batch.CopyOut(batch.Events[i]));
            if (draw < options.Late)
                batch.RemoveAt(i);
        }
        while (_held.Count > Held)
            Release(batch);
    }

    /// <summary>Lets everything go that is still kept back.</summary>
    public void Empty(EventBatch batch)
    {
        while (_held.Count > 0)
            Release(batch);
    }

    private void Release(EventBatch batch)
    {
        var (bytes, slice) = _held.Dequeue();
        batch.AddCopy(bytes, slice);
    }
}
