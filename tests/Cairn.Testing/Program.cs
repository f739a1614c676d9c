using Cairn.Store.Engine;
using Cairn.Workspace.Engine;

if (ClickHouseHost.TryRun(args, out var exitCode) || PostgresHost.TryRun(args, out exitCode))
    return exitCode;

Console.Error.WriteLine("This library is executable only to be the host of the engines that tests start.");
return 64;
