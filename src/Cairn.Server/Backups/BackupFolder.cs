using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Ingest.Spool;

namespace Cairn.Server.Backups;

/// <summary>A backup cannot be made, read or restored. The message says what to do.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where backups lie: <c>ID.json</c> says what a backup holds, <c>files/</c> holds contents, each once, named by its SHA-256. Open to its owner only.</summary>
internal sealed partial class BackupFolder
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public BackupFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Files = new StoredFiles(System.IO.Path.Combine(Path, "files"));
    }

    public string Path { get; }

    public StoredFiles Files { get; }

    [GeneratedRegex("^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}$", RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();

    public static bool IsId(string text) => IdPattern().IsMatch(text);

    public static string NewId(DateTimeOffset now) =>
        $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))}";

    /// <summary>Makes the folder and takes it for writing: until disposed or dead, nobody else writes to it.</summary>
    /// <exception cref="BackupException">Somebody else has it, or it cannot be written.</exception>
    public IDisposable Hold()
    {
        try
        {
            CheckIsOurs();
            Directory.CreateDirectory(Path, OwnerOnly);
            File.SetUnixFileMode(Path, OwnerOnly);
            Directory.CreateDirectory(Files.Folder, OwnerOnly);
            var held = new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Files.RemoveLeftovers();
            return held;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(
                $"The backup folder {Path} cannot be used: {e.Message} Is another backup running there, and may this user write there?",
                e
            );
        }
    }

    /// <summary>So that a slip of the hand closes nobody's folder and removes nobody's files.</summary>
    private void CheckIsOurs()
    {
        if (
            Directory.Exists(Path)
            && Directory.EnumerateFileSystemEntries(Path).Any()
            && !(Directory.Exists(Files.Folder) && File.Exists(System.IO.Path.Combine(Path, "lock")))
        )
            throw new BackupException($"{Path} holds other things than backups. Name a new or an empty folder.");
    }

    /// <summary>Whether the folder that was written to once can be seen: one on a disk that is not mounted is missing, or empty.</summary>
    public bool IsThere => File.Exists(System.IO.Path.Combine(Path, "lock"));

    /// <summary>Ids of all backups, oldest first, those with a damaged manifest included.</summary>
    public IReadOnlyList<string> Ids() =>
        Directory.Exists(Path)
            ?
            [
                .. Directory
                    .EnumerateFiles(Path, "*.json")
                    .Select(System.IO.Path.GetFileNameWithoutExtension)
                    .OfType<string>()
                    .Where(IsId)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Null when there is no such backup.</summary>
    /// <exception cref="BackupException">Its manifest is damaged.</exception>
    public BackupManifest? Find(string id)
    {
        if (!IsId(id) || !File.Exists(ManifestOf(id)))
            return null;
        try
        {
            using var envelope = JsonDocument.Parse(File.ReadAllBytes(ManifestOf(id)));
            var manifest = envelope.RootElement.GetProperty("manifest");
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.GetRawText())));
            if (hash == envelope.RootElement.GetProperty("sha256").GetString())
                return manifest.Deserialize<BackupManifest>(_json);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException) { }

        throw new BackupException($"{ManifestOf(id)} is damaged: it is not what was written. Use another backup.");
    }

    /// <summary>All whose manifest is sound, oldest first.</summary>
    public IReadOnlyList<BackupManifest> List() => [.. Ids().Select(id => TryFind(id)).OfType<BackupManifest>()];

    /// <summary>On disk when it returns; the old one or the new one after a crash.</summary>
    public void Write(BackupManifest manifest)
    {
        Files.Sync();
        var text = JsonSerializer.Serialize(manifest, _json);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var path = ManifestOf(manifest.Id);
        using (var file = StoredFiles.Create(path + ".new"))
        {
            file.Write(Encoding.UTF8.GetBytes($"{{\"sha256\":\"{hash}\",\"manifest\":{text}}}"));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        Folders.Sync(Path);
    }

    /// <summary>Which persons must go again after a restore (<c>erasures</c> of the data folder), kept beside the backups: it may be newer than any of them.</summary>
    public string ErasuresPath => ErasuresIn(Path);

    public static string ErasuresIn(string folder) => System.IO.Path.Combine(folder, "erasures");

    /// <summary>Keeps the data folder's list of erasures, when it is longer: it is only ever added to.</summary>
    public void KeepErasures(string dataFolder)
    {
        var live = new FileInfo(ErasuresIn(dataFolder));
        if (!live.Exists || (File.Exists(ErasuresPath) && new FileInfo(ErasuresPath).Length >= live.Length))
            return;
        using (var file = StoredFiles.Create(ErasuresPath + ".new"))
        {
            file.Write(File.ReadAllBytes(live.FullName));
            file.Flush(flushToDisk: true);
        }

        File.Move(ErasuresPath + ".new", ErasuresPath, overwrite: true);
        Folders.Sync(Path);
    }

    /// <summary>Removes a backup, and every content that no other backup needs. A backup whose manifest cannot be read keeps all contents, since nobody knows
    /// which are its.</summary>
    /// <returns>Bytes set free.</returns>
    public long Remove(params IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids)
            File.Delete(ManifestOf(id));
        Folders.Sync(Path);
        if (Ids().Any(id => TryFind(id) is null))
            return 0;
        return Files.RemoveAllBut(List().SelectMany(m => m.Files.Select(f => f.Sha256)).ToHashSet());
    }

    private BackupManifest? TryFind(string id)
    {
        try
        {
            return Find(id);
        }
        catch (BackupException)
        {
            return null;
        }
    }

    private string ManifestOf(string id) => System.IO.Path.Combine(Path, id + ".json");
}
