namespace Cairn.Store.Folder;

/// <summary>The data folder cannot be used. The message says what to do.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Everything a Cairn keeps (<c>CAIRN_DATA</c>): held by one server at a time, open to its owner only.</summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Set to 1 to start with empty engine folders although the marker says there was data.</summary>
    public const string AcceptEmptyVariable = "CAIRN_ACCEPT_EMPTY";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held, StoreMarker? marker) => (Path, _lock, Marker) = (path, held, marker);

    public string Path { get; }

    /// <summary>The ClickHouse child's.</summary>
    public string ClickHouse => In("clickhouse");

    /// <summary>The PostgreSQL child's.</summary>
    public string Postgres => In("postgres");

    /// <summary>Accepted events that are not in the store yet.</summary>
    public string Spool => In("spool");

    /// <summary>Keys that protect cookies.</summary>
    public string Keys => In("keys");

    /// <summary>Null while the store was never initialised.</summary>
    public StoreMarker? Marker { get; private set; }

    private string MarkerFile => In("marker.json");

    /// <summary>Makes the folder when it is missing, and takes it: until disposed or dead, no other server gets it.</summary>
    /// <param name="mend">Called once the folder is ours, before anything in it is read: goes on with what a killed server left half moved.</param>
    /// <exception cref="DataFolderException">Another server has it, or it cannot be written.</exception>
    public static DataFolder Open(string path, Action<string>? mend = null)
    {
        path = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            CreatePrivate(path);
            held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            mend?.Invoke(path);
            var folder = new DataFolder(path, held, StoreMarker.Read(System.IO.Path.Combine(path, "marker.json")));
            CreatePrivate(folder.Spool);
            CreatePrivate(folder.Keys);
            return folder;
        }
        catch (UnauthorizedAccessException e)
        {
            held?.Dispose();
            throw new DataFolderException(
                $"The data folder {path} cannot be written: {e.Message} Give it to this user, or set CAIRN_DATA.",
                e
            );
        }
        // EWOULDBLOCK from flock.
        catch (IOException e) when (held is null && Directory.Exists(path))
        {
            throw new DataFolderException(
                $"Another Cairn uses the data folder {path}. Stop it first, or set CAIRN_DATA to another folder. ({e.Message})",
                e
            );
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>To be called before the engines start: refuses to begin anew where there was data.</summary>
    /// <param name="clickHouseIsExternal">Then <c>clickhouse/</c> does not matter.</param>
    /// <param name="postgresIsExternal">Then <c>postgres/</c> does not matter.</param>
    /// <param name="acceptEmpty">The operator says so (<see cref="AcceptEmptyVariable"/>).</param>
    /// <exception cref="DataFolderException">The marker says there was data, and it is gone.</exception>
    public void CheckEngines(bool clickHouseIsExternal, bool postgresIsExternal, bool acceptEmpty)
    {
        if (Marker is null || acceptEmpty)
            return;
        if (
            !clickHouseIsExternal
            && Marker.ClickHouseSchema is not null
            && !HasEntries(System.IO.Path.Combine(ClickHouse, "data", "store"))
        )
            throw Lost(ClickHouse, "events");
        if (
            !postgresIsExternal
            && Marker.PostgresSchema is not null
            && !File.Exists(System.IO.Path.Combine(Postgres, "data", "PG_VERSION"))
        )
            throw Lost(Postgres, "accounts and projects");
    }

    /// <summary>To be called after the migrations: remembers that there is data from now on.</summary>
    /// <param name="clickHouseSchema">Null when an external server holds the tables.</param>
    /// <param name="postgresSchema">Null when an external server holds the tables.</param>
    public void MarkInitialised(int? clickHouseSchema, int? postgresSchema, DateTimeOffset now)
    {
        var marker = new StoreMarker(
            Marker?.StoreId ?? Guid.CreateVersion7(now),
            Marker?.CreatedAt ?? now,
            clickHouseSchema,
            postgresSchema
        );
        if (marker == Marker)
            return;
        marker.Write(MarkerFile);
        Marker = marker;
    }

    public void Dispose() => _lock.Dispose();

    private DataFolderException Lost(string folder, string what) =>
        new(
            $"{MarkerFile} says that {folder} holds {what}, but it is empty or missing. Is the disk mounted? Restore the folder from a backup, "
                + $"or start once with {AcceptEmptyVariable}=1 to begin with an empty one."
        );

    private static bool HasEntries(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private static void CreatePrivate(string path)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
