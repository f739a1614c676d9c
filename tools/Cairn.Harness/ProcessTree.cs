using System.Diagnostics;
using System.Globalization;
using Cairn.Processes;

namespace Cairn.Harness;

/// <summary>Memory of several processes in bytes.</summary>
/// <param name="Resident">Sum of RSS: pages that processes share count once for each.</param>
/// <param name="Proportional">Sum of PSS: a page shared by n processes counts 1/n for each, so this is what the machine really spends.</param>
public readonly record struct TreeMemory(long Resident, long Proportional);

/// <summary>A process and all below it, from <c>/proc</c>.</summary>
public static class ProcessTree
{
    private const double TicksPerSecond = 100;

    /// <summary>All descendants, nearest first.</summary>
    public static IReadOnlyList<int> Below(int process)
    {
        var found = new List<int>();
        var open = new Queue<int>(ProcessFacts.Children(process));
        while (open.TryDequeue(out var child))
        {
            found.Add(child);
            foreach (var next in ProcessFacts.Children(child))
                open.Enqueue(next);
        }
        return found;
    }

    /// <summary>The arguments a process was started with, separated by spaces; empty when it is gone.</summary>
    public static string CommandLine(int process) => Read(process, "cmdline").Replace('\0', ' ').Trim();

    /// <summary>Memory of a process and all below it, now.</summary>
    public static TreeMemory Memory(int process)
    {
        var (resident, proportional) = (0L, 0L);
        foreach (var one in Below(process).Prepend(process))
        {
            foreach (var line in Read(one, "smaps_rollup").Split('\n'))
            {
                if (line.StartsWith("Rss:", StringComparison.Ordinal))
                    resident += KiloBytes(line);
                else if (line.StartsWith("Pss:", StringComparison.Ordinal))
                    proportional += KiloBytes(line);
            }
        }
        return new(resident, proportional);
    }

    /// <summary>Processor time a process and all below it have used so far, of those that still run.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        var ticks = 0L;
        foreach (var one in Below(process).Prepend(process))
        {
            // pid (name) state …: the name may hold spaces; utime and stime are fields 14 and 15, counted from 1.
            var stat = Read(one, "stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 12)
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>SIGKILL to one process; nothing when it is gone.</summary>
    public static void Kill(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            found.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Gone already.
        }
    }

    /// <summary>Waits until none of the processes runs; kills what is left after the limit.</summary>
    public static async Task WaitUntilGoneAsync(IReadOnlyList<int> processes, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (processes.Any(IsRunning))
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                foreach (var process in processes.Where(IsRunning))
                    Kill(process);
                throw new TimeoutException(
                    $"Processes outlived the server by {limit.TotalSeconds:0} s: {string.Join(", ", processes.Where(IsRunning).Select(CommandLine))}"
                );
            }
            await Task.Delay(10, CancellationToken.None);
        }
    }

    // A zombie has ended; only its parent has not asked yet.
    private static bool IsRunning(int process)
    {
        var stat = Read(process, "stat");
        return stat.Length > 0 && !stat[(stat.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
    }

    private static long KiloBytes(string line) =>
        1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static string Read(int process, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
