using Cairn.Events;

namespace Cairn.Ingest;

/// <summary>Where the spool drains to. The one seam between ingest and the store.</summary>
public interface IEventSink
{
    /// <summary>Ends whatever earlier <see cref="StoreAsync"/> may still be running for these sequences, then tells which of them are stored. Called when
    /// the outcome of an attempt is unknown: after a start, after a broken connection.</summary>
    /// <exception cref="SinkUnavailableException">The store cannot say now.</exception>
    Task<IReadOnlySet<ulong>> FindStoredAsync(ulong first, ulong last, CancellationToken cancellationToken);

    /// <summary>Stores the batch durably. Sequences ascend. On any exception some of it may be stored.</summary>
    /// <exception cref="SinkUnavailableException">Try the same batch again later, after <see cref="FindStoredAsync"/>.</exception>
    /// <exception cref="SinkRejectedException">Some event of the batch can never be stored as it is.</exception>
    Task StoreAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken);
}

/// <summary>The store is away or busy; what was sent may or may not have landed.</summary>
public sealed class SinkUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store read the batch and refused it; sending it again cannot help.</summary>
public sealed class SinkRejectedException(string message, Exception? inner = null) : Exception(message, inner);
