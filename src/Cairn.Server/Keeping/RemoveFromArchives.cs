using Cairn.Events;
using Cairn.Store.Keeping;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>Takes persons out of a project's archives: a file that holds one is written again without them, or goes when nobody else is in it. Safe to run
/// again. For whoever erases persons.</summary>
internal sealed class RemoveFromArchives(ArchiveEvents events, ArchiveFiles files, RetentionArchives archives)
{
    /// <param name="owns">Own ids of every distinct id of the persons.</param>
    /// <returns>How many events went.</returns>
    public async Task<long> RunAsync(ProjectId project, IReadOnlyList<ulong> owns, CancellationToken cancellationToken)
    {
        if (owns.Count == 0)
            return 0;
        long removed = 0;
        await files.Changing.WaitAsync(cancellationToken);
        try
        {
            var known = await archives.ListAsync(project, cancellationToken);
            files.RemoveOthers(project, known);
            foreach (var archive in known)
                removed += await RunAsync(archive, owns, cancellationToken);
            return removed;
        }
        finally
        {
            files.Changing.Release();
        }
    }

    private async Task<long> RunAsync(RetentionArchive archive, IReadOnlyList<ulong> owns, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.FullPath(archive.Path)))
            return 0;
        var all = (await ReadAsync(archive, file => events.ReadBackAsync(file, cancellationToken))).Events;
        var inside = await ReadAsync(archive, file => events.CountOfAsync(archive.Project, file, owns, cancellationToken));
        if (inside == 0)
        {
            // A server that ended before it had noted what it did.
            if (all != archive.Events)
                await NoteAsync(archive, all, cancellationToken);
            return 0;
        }

        if (inside == all)
        {
            await archives.RemoveAsync(archive.Id, cancellationToken);
            files.Remove(archive.Path);
            return inside;
        }

        var temporary = await files.WriteAsync(
            archive.Path,
            target => ReadAsync(archive, file => events.CopyWithoutAsync(archive.Project, file, owns, target, cancellationToken))
        );
        await using (var file = File.OpenRead(temporary))
            if ((await events.ReadBackAsync(file, cancellationToken)).Events + inside != all)
                throw new ArchiveUnfitException("An archive could not be written again without an erased person.");
        files.Keep(temporary, archive.Path);
        await NoteAsync(archive, all - inside, cancellationToken);
        return inside;
    }

    private Task NoteAsync(RetentionArchive archive, long left, CancellationToken cancellationToken) =>
        archives.ShrinkAsync(archive.Id, left, new FileInfo(files.FullPath(archive.Path)).Length, cancellationToken);

    private async Task<T> ReadAsync<T>(RetentionArchive archive, Func<Stream, Task<T>> read)
    {
        await using var file = File.OpenRead(files.FullPath(archive.Path));
        return await read(file);
    }

    private async Task ReadAsync(RetentionArchive archive, Func<Stream, Task> read)
    {
        await using var file = File.OpenRead(files.FullPath(archive.Path));
        await read(file);
    }
}
