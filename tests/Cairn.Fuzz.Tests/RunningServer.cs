using Cairn.Harness;

namespace Cairn.Fuzz.Tests;

/// <summary>One server for the tests of this project, on a folder of its own.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cf-").FullName;

    public ServerProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await ServerProcess.StartAsync(_folder, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Stops the server once the spool is drained and opens what it stored; then starts it again.</summary>
    public async Task<T> LookIntoStoreAsync<T>(Func<StoredEvents, Task<T>> look)
    {
        await ServerMetrics.WaitUntilDrainedAsync(Process.Url, TimeSpan.FromMinutes(1), CancellationToken.None);
        await Process.DisposeAsync();
        T seen;
        await using (var stored = await StoredEvents.OpenAsync(_folder, CancellationToken.None))
            seen = await look(stored);
        Process = await ServerProcess.StartAsync(_folder, CancellationToken.None);
        return seen;
    }
}
