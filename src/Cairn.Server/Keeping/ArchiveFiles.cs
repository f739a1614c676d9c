using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Server.Settings;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>DATA/archives: durable, <c>project id/month/run id[-n].parquet</c>. A file has its name only when it is whole and on disk; what is being written is
/// called <c>.new</c>, which backups pass over. Only the server's own user may read them.</summary>
internal sealed class ArchiveFiles(CairnSettings settings) : IDisposable
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Path.Combine(settings.DataFolder, "archives");

    /// <summary>Held while files are written or taken away: whoever looks through all of them finds no half ones.</summary>
    public SemaphoreSlim Changing { get; } = new(1);

    /// <param name="path">As <see cref="RetentionArchive.Path"/>.</param>
    public string FullPath(string path) => Path.Combine(_folder, path);

    public static string PathOf(ProjectId project, int month, Guid run, int number) =>
        Path.Combine(
            project.Value.ToString(),
            $"{month / 100:0000}-{month % 100:00}",
            number == 0 ? $"{run:N}.parquet" : $"{run:N}-{number + 1}.parquet"
        );

    /// <summary>Writes beside the place, and to the disk; nothing has the name yet.</summary>
    /// <returns>The temporary file.</returns>
    public async Task<string> WriteAsync(string path, Func<Stream, Task> write)
    {
        var temporary = FullPath(path) + ".new";
        MakeFolder(Path.GetDirectoryName(temporary)!);
        await using var file = new FileStream(
            temporary,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = OwnFile,
                Options = FileOptions.Asynchronous,
            }
        );
        await write(file);
        file.Flush(flushToDisk: true);
        return temporary;
    }

    /// <summary>Gives the file its name, for good, in place of one that had it.</summary>
    public void Keep(string temporary, string path)
    {
        var target = FullPath(path);
        File.Move(temporary, target, overwrite: true);
        for (var folder = Path.GetDirectoryName(target)!; folder.Length >= _folder.Length; folder = Path.GetDirectoryName(folder)!)
            Folders.Sync(folder);
    }

    public void Remove(string path)
    {
        File.Delete(FullPath(path));
        if (Directory.Exists(Path.GetDirectoryName(FullPath(path))))
            Folders.Sync(Path.GetDirectoryName(FullPath(path))!);
    }

    /// <summary>Removes the project's files that <paramref name="known"/> does not name: halves, and those of runs that ended before their time.</summary>
    public void RemoveOthers(ProjectId project, IReadOnlyList<RetentionArchive> known)
    {
        var folder = FullPath(project.Value.ToString());
        if (!Directory.Exists(folder))
            return;
        var keep = known.Select(a => FullPath(a.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => !keep.Contains(p)).ToList())
            File.Delete(path);
    }

    /// <summary>All of a deleted project's.</summary>
    public void Erase(ProjectId project)
    {
        var folder = FullPath(project.Value.ToString());
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>.NET gives the mode to the innermost folder only.</summary>
    private void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (folder.Length > _folder.Length)
            MakeFolder(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder, OwnFolder);
    }

    public void Dispose() => Changing.Dispose();
}
