namespace Cairn.Server.Health;

/// <summary>One thing that must hold for Cairn to take events or answer questions. Registered as a singleton by whoever brings the thing;
/// <c>/readyz</c> runs them all.</summary>
/// <param name="Name">Stable, snake_case, e.g. <c>clickhouse</c>.</param>
/// <param name="RunAsync">Null when all is well, else what is wrong and what to do, without secrets. What it throws counts as wrong.</param>
public sealed record ReadyCheck(string Name, Func<CancellationToken, ValueTask<string?>> RunAsync);
