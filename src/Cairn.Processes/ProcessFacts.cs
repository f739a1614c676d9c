using System.Globalization;

namespace Cairn.Processes;

/// <summary>What Linux says about a process, from <c>/proc</c>. Null or empty when it is gone or not ours to see.</summary>
public static class ProcessFacts
{
    /// <summary>Resident memory in bytes, file-backed pages included.</summary>
    public static long? ResidentBytes(int processId)
    {
        var fields = Read(processId, "statm")?.Split(' ');
        return fields is { Length: > 1 } && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var pages)
            ? pages * Environment.SystemPageSize
            : null;
    }

    /// <summary>Resident memory in bytes of a process and all below it; shared pages count once per process.</summary>
    public static long? ResidentBytesOfTree(int processId) =>
        ResidentBytes(processId) is { } own ? own + Children(processId).Sum(child => ResidentBytesOfTree(child) ?? 0) : null;

    /// <summary>The processes it started that still run.</summary>
    public static IReadOnlyList<int> Children(int processId)
    {
        var children = new List<int>();
        try
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{processId}/task"))
            {
                var text = File.ReadAllText(Path.Combine(task, "children"));
                children.AddRange(
                    text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))
                );
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile.
        }

        return children;
    }

    /// <summary>What the link <c>exe</c>, <c>cwd</c> … of the process points to.</summary>
    public static string? Link(int processId, string name)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/{name}").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>TCP ports on which the process listens, with the address as <c>/proc/net/tcp</c> writes it (<c>0100007F</c> is 127.0.0.1).</summary>
    public static IReadOnlyList<(string Address, int Port)> ListeningPorts(int processId)
    {
        var sockets = new HashSet<string>();
        try
        {
            foreach (var fd in Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd"))
                if (new FileInfo(fd).LinkTarget is { } link && link.StartsWith("socket:[", StringComparison.Ordinal))
                    sockets.Add(link[8..^1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        var ports = new List<(string, int)>();
        foreach (var file in (string[])["net/tcp", "net/tcp6"])
        {
            foreach (var line in (Read(processId, file) ?? "").Split('\n').Skip(1))
            {
                // sl local_address rem_address st … inode: 0A is LISTEN.
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length < 10 || fields[3] != "0A" || !sockets.Contains(fields[9]))
                    continue;
                var local = fields[1].Split(':');
                ports.Add((local[0], int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            }
        }

        return ports;
    }

    private static string? Read(int processId, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/{name}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
