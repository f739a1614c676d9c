using Cairn.Events;

namespace Cairn.Ingest.Tests.Spool;

/// <summary>A store that is a list, as unreliable as a store on the network: it breaks off half-way, refuses what is named poison, and goes away.</summary>
internal sealed class ListSink(Random random, double trouble) : IEventSink
{
    private readonly Lock _lock = new();

    /// <summary>What is stored, in the order of arrival, with everything that arrived twice.</summary>
    public List<SequencedEvent> Stored { get; } = [];

    /// <summary>Events whose name this holds of can never be stored.</summary>
    public Func<string, bool> IsPoison { get; set; } = name => name == "poison";

    /// <summary>Nothing gets through.</summary>
    public bool IsAway { get; set; }

    public Task<IReadOnlySet<ulong>> FindStoredAsync(ulong first, ulong last, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsAway || random.NextDouble() < trouble / 2)
                throw new SinkUnavailableException("away");
            return Task.FromResult<IReadOnlySet<ulong>>(Stored.Select(e => e.Sequence).Where(s => s >= first && s <= last).ToHashSet());
        }
    }

    public Task StoreAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsAway)
                throw new SinkUnavailableException("away");
            if (batch.Any(e => IsPoison(e.Event.Name)))
            {
                if (random.Next(2) == 0)
                    Stored.AddRange(batch.Where(e => !IsPoison(e.Event.Name) && random.Next(2) == 0));
                throw new SinkRejectedException("poison");
            }

            if (random.NextDouble() >= trouble)
            {
                Stored.AddRange(batch);
                return Task.CompletedTask;
            }

            // Some, none or all of it landed; nobody knows.
            var share = random.Next(3) * 0.5;
            Stored.AddRange(batch.Where(_ => random.NextDouble() < share));
            throw random.Next(4) switch
            {
                0 => new InvalidOperationException("a fault nobody foresaw"),
                1 => new OperationCanceledException("the connection's own"),
                _ => new SinkUnavailableException("broke off"),
            };
        }
    }
}
