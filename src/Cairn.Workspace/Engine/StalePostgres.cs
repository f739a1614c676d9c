using System.Globalization;
using Cairn.Processes;

namespace Cairn.Workspace.Engine;

/// <summary>A postgres on our folder that outlived its server and its host. Rare: both must have been killed at once where there is no death signal.</summary>
internal static class StalePostgres
{
    /// <summary>Ends it, if there is one: fast, then immediate, then by kill -9. Only a process that is PostgreSQL and works in our folder.</summary>
    public static async Task EndAsync(PostgresFiles files, PostgresPackage package, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Find(files, package) is not { } processId)
            return;
        (int Signal, TimeSpan Within)[] steps =
        [
            (Posix.Interrupt, TimeSpan.FromSeconds(15)),
            (Posix.Quit, TimeSpan.FromSeconds(5)),
            (Posix.KillNow, TimeSpan.FromSeconds(5)),
        ];
        foreach (var (signal, within) in steps)
        {
            Posix.Signal(processId, signal);
            var asked = time.GetTimestamp();
            while (time.GetElapsedTime(asked) < within)
            {
                if (Find(files, package) != processId)
                    return;
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            }
        }

        throw new IOException($"An earlier PostgreSQL (process {processId}) still holds {files.Data} and cannot be ended.");
    }

    /// <summary>The running process that <c>postmaster.pid</c> names, when it really is PostgreSQL at work in our folder.</summary>
    public static int? Find(PostgresFiles files, PostgresPackage package)
    {
        try
        {
            var ours = File.ReadAllText(files.PidFile);
            if (!int.TryParse(ours.Split('\n')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
                return null;
            var isPostgres = Path.GetFileName(ProcessFacts.Link(processId, "exe")) == Path.GetFileName(package.Postgres);
            // PostgreSQL works in its data folder: the file there is ours, or the number is another's by now.
            return isPostgres && File.ReadAllText($"/proc/{processId}/cwd/{Path.GetFileName(files.PidFile)}") == ours ? processId : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
