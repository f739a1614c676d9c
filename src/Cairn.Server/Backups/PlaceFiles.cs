using System.Formats.Tar;
using System.Text.RegularExpressions;

namespace Cairn.Server.Backups;

/// <summary>Writes what a backup holds to where a server will look for it.</summary>
internal sealed partial class PlaceFiles(BackupFolder folder, BackupManifest manifest)
{
    private const string Data = "data/";

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex PartName();

    /// <summary>Everything but the two databases.</summary>
    public async Task IntoDataFolderAsync(string target, CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files.Where(f => f.Path.StartsWith(Data, StringComparison.Ordinal)))
        {
            var path = Within(target, file.Path[Data.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, BackupFolder.OwnerOnly);
            await using var from = folder.Files.Open(file.Sha256);
            await using var to = file.Offset == 0 ? StoredFiles.Create(path) : new FileStream(path, FileMode.Open, FileAccess.Write);
            to.Position = file.Offset;
            await from.CopyToAsync(to, cancellationToken);
        }
    }

    /// <summary>A table's parts, a folder each.</summary>
    public void Parts(string table, string target)
    {
        var prefix = $"store/{table}/";
        foreach (var file in manifest.Files.Where(f => f.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = file.Path[prefix.Length..];
            if (!PartName().IsMatch(name))
                throw new BackupException($"'{name}' is no name of a part of a table.");
            var part = Path.Combine(target, name);
            Directory.CreateDirectory(part);
            using var archive = folder.Files.Open(file.Sha256);
            TarFile.ExtractToDirectory(archive, part, overwriteFiles: false); // refuses names that lead elsewhere
        }
    }

    public Stream Open(string path) =>
        folder.Files.Open(
            (
                manifest.Files.FirstOrDefault(f => f.Path == path) ?? throw new BackupException($"The backup {manifest.Id} lacks {path}.")
            ).Sha256
        );

    private static string Within(string target, string path)
    {
        var full = Path.GetFullPath(Path.Combine(target, path));
        return full.StartsWith(target + "/", StringComparison.Ordinal)
            ? full
            : throw new BackupException($"'{path}' leads out of the data folder.");
    }
}
