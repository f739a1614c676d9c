using System.Diagnostics;
using System.Text.Json;
using Cairn.Processes;
using Cairn.Server.Settings;
using Cairn.Server.Upgrades;
using Cairn.Store.Folder;

namespace Cairn.Server.Backups;

/// <summary>Restores a backup into scratch, in a process of its own, and writes what came of it into the backup's manifest.</summary>
internal sealed class VerifyBackup(CairnSettings settings)
{
    /// <summary>In the data folder, where there is room for engines; a backup's own disk may be slow or far.</summary>
    public const string Scratch = "restore-work";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>Variables that must not reach the copy: it has engines, an address and a start of its own.</summary>
    private static readonly string[] _notHandedOn =
    [
        "CAIRN_CLICKHOUSE",
        "CAIRN_POSTGRES",
        "CAIRN_CLUSTER",
        "CAIRN_DATA",
        "CAIRN_URLS",
        "CAIRN_OWNER_EMAIL",
        "CAIRN_OWNER_PASSWORD",
        "CAIRN_PROJECT",
        "CAIRN_WRITE_KEY",
        "CAIRN_API_KEY",
        DataFolder.AcceptEmptyVariable,
    ];

    /// <param name="folder">Held by the caller.</param>
    /// <returns>The manifest with what was found.</returns>
    public async Task<BackupManifest> RunAsync(BackupFolder folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(settings.DataFolder, Scratch, manifest.Id);
        Verification found;
        try
        {
            found = await AskAsync(folder, manifest, scratch, cancellationToken);
        }
        finally
        {
            if (Directory.Exists(scratch + ".restoring"))
                Directory.Delete(scratch + ".restoring", recursive: true);
        }

        var checkedOne = manifest with { Verification = found };
        folder.Write(checkedOne);
        return checkedOne;
    }

    /// <summary>What a process left that did not end well.</summary>
    public static void RemoveLeftovers(CairnSettings settings)
    {
        var scratch = Path.Combine(settings.DataFolder, Scratch);
        // An undo that was cut off has its databases there: they are no leftovers.
        if (Directory.Exists(scratch) && UndoNote.Read(settings.DataFolder) is null)
            Directory.Delete(scratch, recursive: true);
    }

    private async Task<Verification> AskAsync(
        BackupFolder folder,
        BackupManifest manifest,
        string scratch,
        CancellationToken cancellationToken
    )
    {
        using var process = Process.Start(Command(Path.Combine(folder.Path, manifest.Id), scratch))!;
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => line.StartsWith('{'));
            return last is not null
                ? JsonSerializer.Deserialize<Verification>(last, _json)!
                : new Verification(
                    TimeProvider.System.GetUtcNow(),
                    IsGood: false,
                    0,
                    0,
                    [$"The copy could not be tried. {(await errors).Trim()}"]
                );
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private ProcessStartInfo Command(string from, string scratch)
    {
        var own = HostCommand.Own();
        var start = new ProcessStartInfo(
            own.FileName,
            [.. own.Prefix, "restore", "--from", from, "--data", scratch, "--verify-only", "--json"]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in _notHandedOn)
            start.Environment.Remove(name);
        // Beside the engines that serve: half of what they have.
        start.Environment["CAIRN_CLICKHOUSE_MEMORY_MB"] = Math.Max(256, settings.ClickHouseMemoryBytes / 2 >> 20).ToString();
        return start;
    }
}
