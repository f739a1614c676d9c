using System.Security.Cryptography;
using Cairn.Ingest.Spool;

namespace Cairn.Server.Backups;

/// <summary>Contents by their SHA-256: <c>files/ab/abcd…</c>. The same content is stored once, whoever brings it.</summary>
internal sealed class StoredFiles(string folder)
{
    private const string Unfinished = ".unfinished";
    private readonly HashSet<string> _touched = [];

    public string Folder => folder;

    public bool Has(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Stores what <paramref name="writeAsync"/> writes. On disk after <see cref="Sync"/>, whole or not at all.</summary>
    /// <param name="check">Whether a content that is there already is read and, when damaged, replaced.</param>
    public async Task<(string Sha256, long Bytes, long NewBytes)> AddAsync(
        Func<Stream, Task> writeAsync,
        bool check,
        CancellationToken cancellationToken
    )
    {
        var temporary = Path.Combine(folder, Guid.NewGuid().ToString("N") + Unfinished);
        try
        {
            string hash;
            long bytes;
            using (var sha = SHA256.Create())
            await using (var file = Create(temporary))
            {
                await using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true))
                    await writeAsync(hashing);
                hash = Convert.ToHexStringLower(sha.Hash!);
                bytes = file.Length;
                if (check || !Has(hash))
                    file.Flush(flushToDisk: true);
            }

            if (Has(hash) && !(check && await FaultAsync(hash, bytes, cancellationToken) is not null))
            {
                File.Delete(temporary);
                return (hash, bytes, 0);
            }

            var parent = Path.GetDirectoryName(PathOf(hash))!;
            if (!Directory.Exists(parent))
            {
                Directory.CreateDirectory(parent, BackupFolder.OwnerOnly);
                _touched.Add(folder);
            }

            File.Move(temporary, PathOf(hash), overwrite: true);
            _touched.Add(parent);
            return (hash, bytes, bytes);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Puts the names of what was added on disk.</summary>
    public void Sync()
    {
        foreach (var touched in _touched)
            Folders.Sync(touched);
        _touched.Clear();
    }

    public Stream Open(string sha256) =>
        new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);

    /// <summary>Reads a content through. Null when it is what it should be, else what is wrong with it.</summary>
    public async Task<string?> FaultAsync(string sha256, long bytes, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = Open(sha256);
            if (content.Length != bytes)
                return $"has {content.Length} bytes instead of {bytes}";
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == sha256
                ? null
                : "has other bytes than were written";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "is missing";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "cannot be read: " + e.Message;
        }
    }

    /// <returns>Bytes set free.</returns>
    public long RemoveAllBut(IReadOnlySet<string> needed)
    {
        long freed = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList())
        {
            if (needed.Contains(Path.GetFileName(path)) || Path.GetFileName(path).Length != 64)
                continue;
            freed += new FileInfo(path).Length;
            File.Delete(path);
        }

        return freed;
    }

    /// <summary>Of a backup that did not come to its end.</summary>
    public void RemoveLeftovers()
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Unfinished).ToList())
            File.Delete(path);
    }

    public string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256);

    /// <summary>A new file for its owner only.</summary>
    public static FileStream Create(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 1 << 20,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
}
