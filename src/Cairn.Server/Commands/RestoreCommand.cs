using System.CommandLine;
using System.Text.Json;
using Cairn.Server.Backups;

namespace Cairn.Server.Commands;

/// <summary><c>cairn restore</c>: makes a new data folder of a backup. Needs no server and touches none.</summary>
internal static class RestoreCommand
{
    public static Command Make()
    {
        var from = new Option<string>("--from")
        {
            Description = "The folder of the backups, for the newest; or FOLDER/ID.",
            Required = true,
        };
        var data = new Option<string?>("--data") { Description = "The new data folder. With --verify-only, where the trial may work." };
        var isTrial = new Option<bool>("--verify-only") { Description = "Restore into scratch, compare, and leave nothing." };
        var isJson = new Option<bool>("--json") { Description = "Write what was found as one line of JSON." };
        var command = new Command("restore", "Make a data folder of a backup, and compare its answers with the original's.")
        {
            from,
            data,
            isTrial,
            isJson,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunCommand.RunAsync(async settings =>
                {
                    var (folder, manifest) = Find(Path.GetFullPath(parsed.GetValue(from)!));
                    var trial = parsed.GetValue(isTrial);
                    var target =
                        parsed.GetValue(data)
                        ?? (
                            trial
                                ? Path.Combine(folder.Path, "trial-" + manifest.Id)
                                : throw new CommandException("Name the new data folder with --data.")
                        );
                    var restore = new RestoreBackup(folder, manifest, settings, Console.WriteLine);
                    var found = await restore.RunAsync(target, trial, cancellationToken);
                    if (parsed.GetValue(isJson))
                        Console.WriteLine(JsonSerializer.Serialize(found, JsonSerializerOptions.Web));
                    else
                        Tell(manifest, found, trial ? null : target);
                    return found.IsGood ? 0 : 1;
                })
        );
        return command;
    }

    /// <param name="path">A folder of backups, or one backup in it.</param>
    private static (BackupFolder Folder, BackupManifest Manifest) Find(string path)
    {
        var name = Path.GetFileName(path);
        var (folder, id) = BackupFolder.IsId(name)
            ? (new BackupFolder(Path.GetDirectoryName(path)!), name)
            : (new BackupFolder(path), null);
        id ??= folder.List().LastOrDefault()?.Id;
        return (folder, (id is null ? null : folder.Find(id)) ?? throw new CommandException($"There is no backup in {path}."));
    }

    private static void Tell(BackupManifest manifest, Verification found, string? target)
    {
        if (target is not null)
            Console.WriteLine(
                $"Backup {manifest.Id} of {manifest.Moment:yyyy-MM-dd HH:mm:ss}Z is restored into {target}. Start Cairn with CAIRN_DATA={target}."
            );
        Console.WriteLine(
            found.IsGood
                ? $"Good: {found.Compared} answers are the same, {found.Seconds:0.0} s."
                : "Not good: " + string.Join(" ", found.Faults)
        );
    }
}
