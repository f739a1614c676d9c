using Cairn.Harness;

namespace Cairn.Crash.Tests;

/// <summary>Who is killed.</summary>
internal enum Victim
{
    Server,
    ClickHouse,
    Postgres,
    All,
}

internal static class Victims
{
    /// <summary>SIGKILL without warning. Returns what was killed, for messages.</summary>
    public static string Kill(this Victim victim, ServerProcess server)
    {
        var below = ProcessTree.Below(server.Id);
        IReadOnlyList<int> killed = victim switch
        {
            Victim.Server => [server.Id],
            Victim.All => [server.Id, .. below],
            Victim.ClickHouse =>
            [
                .. below.Where(process => ProcessTree.CommandLine(process).Contains("engine-clickhouse", StringComparison.Ordinal)),
            ],
            _ => [.. below.Where(process => ProcessTree.CommandLine(process).Contains("postgres", StringComparison.Ordinal))],
        };
        foreach (var process in killed)
            ProcessTree.Kill(process);
        return $"{victim} ({killed.Count} processes)";
    }

    public static bool TakesServer(this Victim victim) => victim is Victim.Server or Victim.All;
}
