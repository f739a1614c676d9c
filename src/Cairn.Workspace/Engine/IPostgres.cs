using Cairn.Processes;
using Microsoft.Extensions.Hosting;

namespace Cairn.Workspace.Engine;

/// <summary>The PostgreSQL that holds accounts and settings: a child of ours (<see cref="PostgresEngine"/>) or somebody's server
/// (<see cref="ExternalPostgres"/>). Started and stopped with the host.</summary>
public interface IPostgres : IHostedService
{
    /// <summary>For Npgsql. The same for the whole life of the process, restarts of the child included.</summary>
    string ConnectionString { get; }

    EngineStatus Status { get; }

    /// <summary>Returns when it answers.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before; the reason is in <see cref="EngineStatus.LastError"/>.</exception>
    Task WaitUntilReadyAsync(CancellationToken cancellationToken);
}
