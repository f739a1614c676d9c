using System.Text;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Server.Settings;
using Cairn.Store.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>Takes persons out of the files beside the tables: dead letters, lists of refused rows, damaged files of the spool, ClickHouse's own log.</summary>
internal sealed class EraseFiles(CairnSettings settings, DeadLetters letters, Ingest.Import.Imports imports, EventSpool spool)
{
    /// <returns>What went, by kind.</returns>
    public IReadOnlyDictionary<string, long> Remove(ProjectId project, IReadOnlySet<string> ids) =>
        new Dictionary<string, long>
        {
            ["dead_letters"] = letters.RemoveOf(project, ids),
            ["refused_rows"] = imports.RemoveRejected(project, ids),
            ["damaged_spool_files"] = RemoveDamaged(ids),
            ["log_lines"] = BlankLog(ids),
        };

    /// <summary>A copy of a damaged file cannot be read event by event: one that holds an id goes whole. Its readable events were stored.</summary>
    private int RemoveDamaged(IReadOnlySet<string> ids)
    {
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(spool.Folder, "*.damaged"))
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            foreach (var id in ids)
            {
                if (bytes.IndexOf(Encoding.UTF8.GetBytes(id)) < 0)
                    continue;
                File.Delete(path);
                removed++;
                break;
            }
        }

        return removed;
    }

    private int BlankLog(IReadOnlySet<string> ids)
    {
        var folder = Path.Combine(settings.DataFolder, "clickhouse", "log");
        return settings.ClickHouse is not null || !Directory.Exists(folder)
            ? 0
            : Directory.EnumerateFiles(folder).Sum(path => BlankLines.In(path, ids));
    }
}
