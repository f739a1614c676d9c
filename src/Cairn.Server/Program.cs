using Cairn.Store.Engine;

// The hidden verbs of the engines come first, so that their processes never load the web stack.
if (ClickHouseHost.TryRun(args, out var exitCode))
    return exitCode;

Console.WriteLine("Cairn");
return 0;
