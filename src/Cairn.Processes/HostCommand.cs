using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Cairn.Processes;

/// <summary>How to run one of Cairn's own hidden verbs in a process of its own.</summary>
/// <param name="FileName">An executable: the <c>dotnet</c> launcher or Cairn's own.</param>
/// <param name="Prefix">What comes before the verb, e.g. the path of <c>cairn.dll</c>.</param>
public sealed record HostCommand(string FileName, IReadOnlyList<string> Prefix)
{
    /// <summary>Variables handed on to a host. Everything else stays behind, above all connection strings.</summary>
    private static readonly string[] _handedOn = ["PATH", "HOME", "TMPDIR", "TZ", "LANG", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR"];

    /// <summary>The running <c>cairn</c>, or the <c>cairn.dll</c> beside the running binaries.</summary>
    /// <exception cref="FileNotFoundException">Neither exists.</exception>
    public static HostCommand Own()
    {
        var entry = Assembly.GetEntryAssembly();
        if (entry?.GetName().Name is "cairn")
        {
            if (Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) != "dotnet")
                return new HostCommand(own, []);
            return ForAssembly(entry.Location);
        }

        return ForAssembly(Path.Combine(AppContext.BaseDirectory, "cairn.dll"));
    }

    /// <summary>A managed executable, run by the launcher of the runtime this process runs on.</summary>
    public static HostCommand ForAssembly(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path} is missing, and with it the host of the engines.", path);
        // <root>/shared/Microsoft.NETCore.App/<version>/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new HostCommand(Path.Combine(root, "dotnet"), [path]);
    }

    /// <summary>Starts <paramref name="verb"/> with a pipe on stdin (its end is the child's sign to stop) and on stderr, and a small runtime.</summary>
    public ProcessStartInfo StartInfo(string verb, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Prefix.Append(verb).Concat(arguments))
            info.ArgumentList.Add(argument);
        var kept = info
            .Environment.Where(v => _handedOn.Contains(v.Key) || v.Key.StartsWith("DOTNET_ROOT", StringComparison.Ordinal))
            .ToArray();
        info.Environment.Clear();
        foreach (var (name, value) in kept)
            info.Environment[name] = value;
        // The host does next to nothing in managed code: no background collector, no debugger socket, at most 64 MB of heap.
        info.Environment["DOTNET_gcConcurrent"] = "0";
        info.Environment["DOTNET_gcServer"] = "0";
        info.Environment["DOTNET_GCHeapHardLimit"] = "0x4000000";
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        info.Environment["DOTNET_TieredPGO"] = "0";
        return info;
    }
}
