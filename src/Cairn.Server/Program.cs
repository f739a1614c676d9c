using Cairn.Events;
using Cairn.Server;
using Cairn.Server.Commands;
using Cairn.Server.Settings;
using Cairn.Server.Starting;
using Cairn.Store.Engine;
using Cairn.Store.Folder;
using Cairn.Workspace.Engine;

// The hidden verbs of the engines come first, so that their processes never load the web stack.
if (ClickHouseHost.TryRun(args, out var exitCode) || PostgresHost.TryRun(args, out exitCode))
    return exitCode;

if (await RunCommand.TryAsync(args) is { } commandExitCode)
    return commandExitCode;

// The pool starts with a thread per core and adds one a second. On two cores that lets a few threads that wait for a disk hold up everybody.
ThreadPool.SetMinThreads(32, 32);

try
{
    var settings = ReadSettings.From(ReadSettings.Environment());
    await using var app = CairnServer.Build(settings);
    await app.PrepareAsync();
    app.PrintWhenListening();
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCodes.WrongSettings;
}
catch (Exception e)
    when (e
            is StartUpException
                or SchemaException
                or DataFolderException
                or DirectoryNotFoundException
                or FileNotFoundException
                or IOException
    )
{
    await Console.Error.WriteLineAsync("Cairn cannot start. " + e.Message);
    return ExitCodes.CannotStart;
}
