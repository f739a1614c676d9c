using System.CommandLine;
using Cairn.Events;
using Cairn.Server.Backups;
using Cairn.Server.Settings;
using Cairn.Server.Starting;
using Cairn.Store.Folder;

namespace Cairn.Server.Commands;

/// <summary>The verbs of the command line. Without one, Cairn serves.</summary>
internal static class RunCommand
{
    /// <returns>Null when the arguments name no verb, so that the server is meant.</returns>
    public static async Task<int?> TryAsync(string[] args)
    {
        if (args.Length == 0 || args is ["serve"])
            return null;
        var root = new RootCommand(
            "Cairn: self-hosted product analytics. Without a command it serves; the environment is its configuration."
        )
        {
            new Command("serve", "Start the server; the same as no command."),
            StatusCommand.Make(),
            ResetPasswordCommand.Make(),
            ResetSecondFactorCommand.Make(),
            BackupCommands.MakeBackup(),
            BackupCommands.MakeList(),
            BackupCommands.MakeVerify(),
            RestoreCommand.Make(),
        };
        return await root.Parse(args).InvokeAsync();
    }

    /// <summary>Does a verb's work; a refusal becomes a sentence on stderr and an exit code.</summary>
    public static async Task<int> RunAsync(Func<CairnSettings, Task<int>> work)
    {
        try
        {
            return await work(ReadSettings.From(ReadSettings.Environment()));
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.WrongSettings;
        }
        catch (Exception e)
            when (e
                    is CommandException
                        or BackupException
                        or StartUpException
                        or DataFolderException
                        or SchemaException
                        or IOException
                        or HttpRequestException
            )
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.CannotStart;
        }
    }
}
