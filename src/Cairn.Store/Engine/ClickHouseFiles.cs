namespace Cairn.Store.Engine;

/// <summary>Where the ClickHouse child keeps what. All below one folder, which only the owner may enter.</summary>
public sealed record ClickHouseFiles(string Folder)
{
    /// <summary>Tables and metadata.</summary>
    public string Data => Path.Combine(Folder, "data");

    public string Log => Path.Combine(Folder, "log");

    /// <summary>The only place BACKUP may write to.</summary>
    public string Backups => Path.Combine(Folder, "backups");

    /// <summary>Written anew at every start.</summary>
    public string Config => Path.Combine(Folder, "config");

    public string ConfigXml => Path.Combine(Config, "config.xml");

    /// <summary>Holds the hash of the password; deleted as soon as the engine has read it.</summary>
    public string UsersXml => Path.Combine(Config, "users.xml");

    /// <summary>Tells ClickHouse to keep the system database, i.e. its own logs, across restarts.</summary>
    public string SystemDatabase => Path.Combine(Data, "metadata", "system.sql");

    public void Create()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var folder in (string[])[Folder, Data, Path.Combine(Data, "metadata"), Log, Backups, Config])
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            File.SetUnixFileMode(folder, OwnerOnly);
        }
    }
}
