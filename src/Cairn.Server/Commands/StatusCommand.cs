using System.CommandLine;
using Cairn.Server.Health;

namespace Cairn.Server.Commands;

/// <summary><c>cairn status</c>: can it take events and answer questions?</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        var command = new Command("status", "Say whether each part of Cairn is ready.");
        command.SetAction((_, cancellationToken) => RunCommand.RunAsync(settings => RunAsync(new AskServer(settings), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(AskServer server, CancellationToken cancellationToken)
    {
        if (!await server.IsRunningAsync(cancellationToken))
            throw new CommandException("No server runs on this data folder. CAIRN_DATA names it.");
        var checks = await server.RunAsync<IReadOnlyList<CheckResult>>(HttpMethod.Get, "/status", body: null, cancellationToken);
        foreach (var check in checks)
            Console.WriteLine($"{check.Name}: {check.Status}{(check.Detail is { } detail ? $" ({detail})" : "")}");
        return checks.All(check => check.Status == "ready") ? 0 : 1;
    }
}
