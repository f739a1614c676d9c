using System.Globalization;
using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>Which backups does a schedule keep? Pure.</summary>
internal static class KeptBackups
{
    /// <summary>Ids of those that may go: not the newest of one of the kept days or weeks. The newest of all, and the newest that was found good, always stay.</summary>
    public static IReadOnlyList<string> Spare(IReadOnlyList<BackupManifest> backups, BackupSchedule schedule)
    {
        var newestFirst = backups.OrderByDescending(b => b.Id, StringComparer.Ordinal).ToList();
        var kept = new HashSet<string>();
        kept.UnionWith(
            NewestPer(newestFirst, b => b.Moment.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), schedule.KeepDaily)
        );
        kept.UnionWith(
            NewestPer(
                newestFirst,
                b => ISOWeek.GetYear(b.Moment.UtcDateTime) + "-" + ISOWeek.GetWeekOfYear(b.Moment.UtcDateTime),
                schedule.KeepWeekly
            )
        );
        kept.UnionWith(newestFirst.Take(1).Select(b => b.Id));
        kept.UnionWith(newestFirst.Where(b => b.Verification is { IsGood: true }).Take(1).Select(b => b.Id));
        return [.. newestFirst.Select(b => b.Id).Where(id => !kept.Contains(id))];
    }

    private static IEnumerable<string> NewestPer(IEnumerable<BackupManifest> newestFirst, Func<BackupManifest, string> period, int count) =>
        newestFirst.GroupBy(period).Take(count).Select(g => g.First().Id);
}
