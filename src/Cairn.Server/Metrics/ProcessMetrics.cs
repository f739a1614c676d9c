using System.Diagnostics;

namespace Cairn.Server.Metrics;

/// <summary>The server's own process, under the names Prometheus's client libraries use.</summary>
internal static class ProcessMetrics
{
    public static void WriteTo(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        Write(text, "process_cpu_seconds_total", "counter", "CPU time spent, user and system.", process.TotalProcessorTime.TotalSeconds);
        Write(text, "process_resident_memory_bytes", "gauge", "Resident memory, without the engines.", process.WorkingSet64);
        Write(text, "process_start_time_seconds", "gauge", "When the process began, in seconds since 1970.", StartTime(process));
        Write(text, "process_threads", "gauge", "Threads of the process.", process.Threads.Count);
        Write(
            text,
            "process_open_fds",
            "gauge",
            "Open files, sockets included.",
            Directory.EnumerateFileSystemEntries("/proc/self/fd").Count()
        );
        Write(text, "dotnet_gc_heap_bytes", "gauge", "Managed heap, after the last collection.", GC.GetGCMemoryInfo().HeapSizeBytes);
        Write(text, "dotnet_gc_allocated_bytes_total", "counter", "Managed memory allocated.", GC.GetTotalAllocatedBytes());
        Write(
            text,
            "dotnet_gc_pause_seconds_total",
            "counter",
            "Time the collector held the process.",
            GC.GetTotalPauseDuration().TotalSeconds
        );
        text.Header("dotnet_gc_collections_total", "counter", "Collections, by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Sample("dotnet_gc_collections_total", $"generation=\"{generation}\"", GC.CollectionCount(generation));
        Write(text, "dotnet_threadpool_queue_length", "gauge", "Work waiting for a thread.", ThreadPool.PendingWorkItemCount);
    }

    private static double StartTime(Process process) => (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;

    private static void Write(PrometheusText text, string name, string type, string help, double value)
    {
        text.Header(name, type, help);
        text.Sample(name, "", value);
    }
}
