using Cairn.Store.Folder;
using Cairn.Testing;

namespace Cairn.Store.Tests.Folder;

public sealed class DataFolderTests
{
    private static readonly DateTimeOffset _now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_folder_is_made_for_its_owner_only_and_has_no_marker()
    {
        var path = Path.Combine(TestFolder.Create(), "deep", "data");

        using var folder = DataFolder.Open(path);

        folder.Marker.ShouldBeNull();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var made in (string[])[path, folder.Spool, folder.Keys])
            File.GetUnixFileMode(made).ShouldBe(OwnerOnly);
        Should.NotThrow(() => folder.CheckEngines(clickHouseIsExternal: false, postgresIsExternal: false, acceptEmpty: false));
    }

    [Fact]
    public void A_second_server_on_the_folder_is_refused_until_the_first_is_gone()
    {
        var path = TestFolder.Create();
        using (DataFolder.Open(path))
            Should
                .Throw<DataFolderException>(() => DataFolder.Open(path))
                .Message.ShouldContain("Another Cairn uses the data folder " + path);

        DataFolder.Open(path).Dispose();
    }

    [Fact]
    public void A_path_that_is_a_file_is_told_plainly()
    {
        var path = Path.Combine(TestFolder.Create(), "file");
        File.WriteAllText(path, "");

        Should.Throw<Exception>(() => DataFolder.Open(path)).Message.ShouldContain(path);
    }

    [Fact]
    public void The_marker_is_kept_and_keeps_its_id()
    {
        var path = TestFolder.Create();
        Guid id;
        using (var folder = DataFolder.Open(path))
        {
            folder.MarkInitialised(1, 1, _now);
            id = folder.Marker.ShouldNotBeNull().StoreId;
        }

        using var again = DataFolder.Open(path);
        again.MarkInitialised(2, null, _now.AddDays(1));
        again.Marker.ShouldBe(new StoreMarker(id, _now, 2, null));
        StoreMarker.Read(Path.Combine(path, "marker.json")).ShouldBe(again.Marker);
    }

    [Theory]
    [InlineData("clickhouse")]
    [InlineData("postgres")]
    public void An_engine_folder_that_lost_its_data_is_refused(string lost)
    {
        using var folder = Initialised();
        Directory.Delete(Path.Combine(folder.Path, lost), recursive: true);

        var refused = Should.Throw<DataFolderException>(() => Check(folder));

        refused.Message.ShouldContain(Path.Combine(folder.Path, lost));
        refused.Message.ShouldContain("CAIRN_ACCEPT_EMPTY=1");
        Directory.CreateDirectory(Path.Combine(folder.Path, lost, "data"));
        Should.Throw<DataFolderException>(() => Check(folder));
        Should.NotThrow(() => folder.CheckEngines(clickHouseIsExternal: false, postgresIsExternal: false, acceptEmpty: true));
        Should.NotThrow(() => folder.CheckEngines(clickHouseIsExternal: true, postgresIsExternal: true, acceptEmpty: false));
    }

    [Fact]
    public void An_engine_that_was_external_before_may_be_empty()
    {
        using var folder = DataFolder.Open(TestFolder.Create());
        folder.MarkInitialised(null, null, _now);

        Should.NotThrow(() => Check(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"storeId\":")]
    public void A_damaged_marker_is_refused(string text)
    {
        var path = TestFolder.Create();
        File.WriteAllText(Path.Combine(path, "marker.json"), text);

        Should.Throw<DataFolderException>(() => DataFolder.Open(path)).Message.ShouldContain("marker.json");
        File.Delete(Path.Combine(path, "marker.json"));
        DataFolder.Open(path).Dispose();
    }

    private static void Check(DataFolder folder) =>
        folder.CheckEngines(clickHouseIsExternal: false, postgresIsExternal: false, acceptEmpty: false);

    private static DataFolder Initialised()
    {
        var folder = DataFolder.Open(TestFolder.Create());
        folder.MarkInitialised(1, 1, _now);
        Directory.CreateDirectory(Path.Combine(folder.ClickHouse, "data", "store", "abc"));
        Directory.CreateDirectory(Path.Combine(folder.Postgres, "data"));
        File.WriteAllText(Path.Combine(folder.Postgres, "data", "PG_VERSION"), "18");
        Should.NotThrow(() => Check(folder));
        return folder;
    }
}
