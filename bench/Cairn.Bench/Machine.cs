namespace Cairn.Bench;

/// <summary>The line without which a figure means nothing.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var cpu = Line("/proc/cpuinfo", "model name") ?? "unknown processor";
        var memory = long.Parse(Line("/proc/meminfo", "MemTotal")!.Split(' ')[0]) / 1024 / 1024;
        var system = File.ReadAllLines("/etc/os-release")
            .FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            ?[12..].Trim('"');
        return $"{Environment.ProcessorCount} × {cpu}, {memory} GB, {system}, Linux {Environment.OSVersion.Version}, .NET {Environment.Version}; load generator included";
    }

    private static string? Line(string file, string key) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
