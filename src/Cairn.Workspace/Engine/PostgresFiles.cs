using System.Security.Cryptography;
using System.Text;
using Cairn.Processes;

namespace Cairn.Workspace.Engine;

/// <summary>Where the PostgreSQL child keeps what. All below one folder, which only the owner may enter.</summary>
public sealed record PostgresFiles(string Folder)
{
    /// <summary>Linux bounds the path of a Unix socket; the name in it is <c>.s.PGSQL.5432</c>.</summary>
    private const int LongestSocketPath = 107;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>A cluster that initdb has not finished; thrown away at the next start.</summary>
    public string Unfinished => Path.Combine(Folder, "data.new");

    /// <summary>Links to the package's libraries, used only when the package's own folder is read-only and lacks them.</summary>
    public string Libraries => Path.Combine(Folder, "lib");

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    public void Create()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(Folder, OwnerOnly);
        File.SetUnixFileMode(Folder, OwnerOnly);
    }

    /// <summary>Where the socket lies: beside the data, or where that path is too long, in a short folder named by a hash of it.</summary>
    public string SocketFolder
    {
        get
        {
            var near = Path.GetFullPath(Path.Combine(Folder, "socket"));
            if (Encoding.UTF8.GetByteCount(Path.Combine(near, ".s.PGSQL.5432")) <= LongestSocketPath)
                return near;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(near)))[..16];
            var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
            var parent = runtime is { Length: > 0 and < 60 } && Directory.Exists(runtime) ? runtime : "/tmp";
            return Path.Combine(parent, "cairn-" + hash);
        }
    }

    /// <summary>Whoever may enter it is the database's superuser, so it is made anew, by us, with mode 0700.</summary>
    public void CreateSocketFolder()
    {
        var path = SocketFolder;
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        if (!Posix.TryCreatePrivateFolder(path))
            throw new IOException($"The folder for PostgreSQL's socket, {path}, cannot be made: something else is there.");
    }
}
