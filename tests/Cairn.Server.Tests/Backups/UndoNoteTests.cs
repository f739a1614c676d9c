using Cairn.Server.Backups;
using Cairn.Server.Settings;
using Cairn.Server.Upgrades;
using Cairn.Testing;

namespace Cairn.Server.Tests.Backups;

public sealed class UndoNoteTests
{
    /// <summary>Every change that an undo makes to the data folder, in its order: a server may be killed after each of them.</summary>
    private static readonly Action<string>[] _steps =
    [
        data => Directory.CreateDirectory(In(data, "restore-work", "failed")),
        data => Directory.Move(In(data, "postgres"), In(data, "restore-work", "failed", "postgres")),
        data => Directory.Move(In(data, "restore-work", "undo", "postgres"), In(data, "postgres")),
        data => Directory.Move(In(data, "clickhouse"), In(data, "restore-work", "failed", "clickhouse")),
        data => Directory.Move(In(data, "restore-work", "undo", "clickhouse"), In(data, "clickhouse")),
        data => File.Move(In(data, "restore-work", "undo", "marker.json"), In(data, "marker.json"), overwrite: true),
        UpgradeNote.Remove,
    ];

    public static TheoryData<int> Kills => [.. Enumerable.Range(0, _steps.Length + 1)];

    [Theory]
    [MemberData(nameof(Kills))]
    public void An_undo_that_was_killed_is_gone_on_with_by_the_next_start(int after)
    {
        var data = HalfUpgraded();
        foreach (var step in _steps.Take(after))
            step(data);

        VerifyBackup.RemoveLeftovers(new CairnSettings { DataFolder = data, Urls = [] });
        UndoNote.Finish(data);

        foreach (var engine in (string[])["postgres", "clickhouse"])
            File.ReadAllText(In(data, engine, "rows")).ShouldBe("before");
        File.ReadAllText(In(data, "marker.json")).ShouldBe("before");
        File.ReadAllText(In(data, "spool", "events")).ShouldBe("since", "what was accepted meanwhile stays");
        UpgradeNote.Read(data).ShouldBeNull();
        UndoNote.Read(data).ShouldBeNull();
        Directory.EnumerateFileSystemEntries(In(data, "restore-work")).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_note_nothing_is_touched()
    {
        var data = HalfUpgraded();
        File.Delete(In(data, "undo.json"));

        UndoNote.Finish(data);

        File.ReadAllText(In(data, "postgres", "rows")).ShouldBe("half");
        UpgradeNote.Read(data).ShouldNotBeNull();
        VerifyBackup.RemoveLeftovers(new CairnSettings { DataFolder = data, Urls = [] });
        Directory.Exists(In(data, "restore-work")).ShouldBeFalse("without a note they are leftovers");
    }

    private static string HalfUpgraded()
    {
        var data = TestFolder.Create("undo");
        Write("half", data, "postgres", "rows");
        Write("half", data, "clickhouse", "rows");
        Write("half", data, "marker.json");
        Write("since", data, "spool", "events");
        Write("before", data, "restore-work", "undo", "postgres", "rows");
        Write("before", data, "restore-work", "undo", "clickhouse", "rows");
        Write("before", data, "restore-work", "undo", "marker.json");
        new UpgradeNote("/var/backups/cairn", "20260101T000000Z-0000").Write(data);
        new UndoNote(In(data, "restore-work", "undo"), In(data, "restore-work", "failed")).Write(data);
        return data;
    }

    private static void Write(string text, params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path))!);
        File.WriteAllText(Path.Combine(path), text);
    }

    private static string In(params string[] path) => Path.Combine(path);
}
