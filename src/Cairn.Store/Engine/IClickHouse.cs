using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Microsoft.Extensions.Hosting;

namespace Cairn.Store.Engine;

/// <summary>The ClickHouse that holds the events: a child of ours (<see cref="ClickHouseEngine"/>) or somebody's server
/// (<see cref="ExternalClickHouse"/>). Started and stopped with the host.</summary>
public interface IClickHouse : IHostedService
{
    /// <summary>Where it answers now. Ask on every call: a restarted child has another port and password.</summary>
    /// <exception cref="ClickHouseUnavailableException">It has not come up yet.</exception>
    ClickHouseAddress Address { get; }

    /// <summary>A client that follows <see cref="Address"/>, over connections that are closed when this is stopped.</summary>
    /// <param name="database">Another database than <see cref="Address"/> names.</param>
    ClickHouseClient CreateClient(string? database = null);

    /// <summary>Places where SQL of strangers can run; none when this ClickHouse is not ours.</summary>
    Sandboxes Sandboxes { get; }

    EngineStatus Status { get; }

    /// <summary>Returns when it answers.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before; the reason is in <see cref="EngineStatus.LastError"/>.</exception>
    Task WaitUntilReadyAsync(CancellationToken cancellationToken);
}
