using Cairn.Store.Engine;

if (ClickHouseHost.TryRun(args, out var exitCode))
    return exitCode;

Console.Error.WriteLine("This library is executable only to be the host of the engines that tests start.");
return 64;
