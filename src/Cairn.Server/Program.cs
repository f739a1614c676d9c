using Cairn.Store.Engine;
using Cairn.Workspace.Engine;

// The hidden verbs of the engines come first, so that their processes never load the web stack.
if (ClickHouseHost.TryRun(args, out var exitCode) || PostgresHost.TryRun(args, out exitCode))
    return exitCode;

Console.WriteLine("Cairn");
return 0;
