using Cairn.Store.Keeping;
using Cairn.Workspace.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>Writes what a run is going to delete to files, and reads every one back before it counts.</summary>
internal sealed class WriteArchives(ArchiveEvents events, ArchiveFiles files, RetentionArchives archives, TimeProvider time)
{
    /// <returns>How many events the files hold: all that the run is going to delete.</returns>
    /// <exception cref="ArchiveUnfitException">A file does not hold what is in the table.</exception>
    public async Task<long> RunAsync(RetentionRun run, CancellationToken cancellationToken)
    {
        var past = new PastEvents(run.Project, run.Cutoffs, run.Before);
        var numbers = new Dictionary<int, int>();
        long archived = 0;
        await files.Changing.WaitAsync(cancellationToken);
        try
        {
            files.RemoveOthers(run.Project, await archives.ListAsync(run.Project, cancellationToken));
            foreach (var slice in await events.SlicesAsync(past, cancellationToken))
            {
                var number = numbers.GetValueOrDefault(slice.Month);
                numbers[slice.Month] = number + 1;
                var path = ArchiveFiles.PathOf(run.Project, slice.Month, run.Id, number);
                archived += await WriteAsync(run, past, slice, path, cancellationToken);
            }

            return archived;
        }
        finally
        {
            files.Changing.Release();
        }
    }

    /// <summary>Takes back what a run wrote that deleted nothing.</summary>
    public async Task UndoAsync(RetentionRun run, CancellationToken cancellationToken)
    {
        await files.Changing.WaitAsync(cancellationToken);
        try
        {
            await archives.RemoveOfRunAsync(run.Id, cancellationToken);
            files.RemoveOthers(run.Project, await archives.ListAsync(run.Project, cancellationToken));
        }
        finally
        {
            files.Changing.Release();
        }
    }

    private async Task<long> WriteAsync(
        RetentionRun run,
        PastEvents past,
        ArchiveSlice slice,
        string path,
        CancellationToken cancellationToken
    )
    {
        var temporary = await files.WriteAsync(path, file => events.WriteAsync(past, slice, file, cancellationToken));
        var (wanted, first, last) = await events.SumAsync(past, slice, cancellationToken);
        await using (var file = File.OpenRead(temporary))
            if (await events.ReadBackAsync(file, cancellationToken) != wanted)
                throw new ArchiveUnfitException($"The archive of {slice.From:O} does not hold what the table does.");
        if (wanted.Events == 0)
        {
            // An erasure took them meanwhile.
            File.Delete(temporary);
            return 0;
        }

        var bytes = new FileInfo(temporary).Length;
        files.Keep(temporary, path);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await archives.AddAsync(
            new RetentionArchive(id, run.Id, run.Project, slice.Month, path, wanted.Events, bytes, first, last, time.GetUtcNow()),
            cancellationToken
        );
        return wanted.Events;
    }
}

/// <summary>An archive was written, but not rightly. Nothing is deleted then.</summary>
internal sealed class ArchiveUnfitException(string message) : Exception(message);
