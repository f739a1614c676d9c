using System.Collections.Frozen;
using Cairn.Events;
using Cairn.Ingest;
using Cairn.Server.Starting;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;

namespace Cairn.Server.Ingesting;

/// <summary>The spool's way into ClickHouse: tells trouble that passes from data that can never be stored.</summary>
internal sealed class ClickHouseEventSink(EventWriter writer, StoreGate gate) : IEventSink
{
    /// <summary>ClickHouse's codes for data it cannot take: parsing, types, ranges, constraints. Every other error is the store's own trouble, and the data
    /// waits; burying events for a full disk or a missing table would lose them.</summary>
    private static readonly FrozenSet<int> _badData = FrozenSet.Create(
        6,
        26,
        27,
        38,
        41,
        43,
        53,
        69,
        70,
        72,
        85,
        117,
        130,
        131,
        190,
        321,
        349,
        386,
        469,
        674
    );

    public Task<IReadOnlySet<ulong>> FindStoredAsync(ulong first, ulong last, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                await gate.WaitAsync(cancellationToken);
                return await writer.FindStoredAsync(first, last, cancellationToken);
            },
            isStoring: false,
            cancellationToken
        );

    public Task StoreAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                await writer.StoreAsync(batch, cancellationToken);
                return true;
            },
            isStoring: true,
            cancellationToken
        );

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call, bool isStoring, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (ClickHouseException e) when (isStoring && _badData.Contains(e.Code))
        {
            throw new SinkRejectedException(e.Message, e);
        }
        catch (Exception e) when (e is ClickHouseException or ClickHouseUnavailableException)
        {
            throw new SinkUnavailableException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SinkUnavailableException("The store did not answer in time.", e);
        }
    }
}
