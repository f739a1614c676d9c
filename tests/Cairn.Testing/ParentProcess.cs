using System.Diagnostics;
using Cairn.Store.Engine;
using Cairn.Workspace.Engine;
using Microsoft.Extensions.Logging;

namespace Cairn.Testing;

/// <summary>A process that owns both engines, as the server does, to be killed by tests: <c>parent FOLDER</c>. Prints one line when both are ready, and
/// stops them when its stdin ends.</summary>
internal static class ParentProcess
{
    public const string Verb = "parent";

    public static async Task<int> RunAsync(string folder)
    {
        var logger = new StderrLogger();
        await using var clickHouse = new ClickHouseEngine(
            TestEngines.ClickHouseOptions(Path.Combine(folder, "clickhouse")),
            logger,
            TimeProvider.System
        );
        await using var postgres = new PostgresEngine(
            TestEngines.PostgresOptions(Path.Combine(folder, "postgres")),
            logger,
            TimeProvider.System
        );
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(clickHouse.StartAsync(CancellationToken.None), postgres.StartAsync(CancellationToken.None));
        await Task.WhenAll(clickHouse.WaitUntilReadyAsync(CancellationToken.None), postgres.WaitUntilReadyAsync(CancellationToken.None));
        Console.Error.WriteLine($"Both ready after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms.");
        var address = clickHouse.Address;
        // To a pipe of the test that started us, so the password may be in it.
        Console.WriteLine($"{clickHouse.Status.ProcessId} {postgres.Status.ProcessId} {address.Url} {address.User} {address.Password}");
        while (await Console.In.ReadLineAsync() is not null) { }
        return 0;
    }

    private sealed class StderrLogger : ILogger<ClickHouseEngine>, ILogger<PostgresEngine>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel level,
            EventId id,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Console.Error.WriteLine(formatter(state, exception));
    }
}
