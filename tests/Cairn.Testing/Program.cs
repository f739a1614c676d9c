using Cairn.Store.Engine;
using Cairn.Testing;
using Cairn.Workspace.Engine;

if (ClickHouseHost.TryRun(args, out var exitCode) || PostgresHost.TryRun(args, out exitCode))
    return exitCode;
if (args is [ParentProcess.Verb, var folder])
    return await ParentProcess.RunAsync(folder);

Console.Error.WriteLine("This library is executable only to be the host of the engines that tests start.");
return 64;
