using System.Collections.Concurrent;
using System.Threading.Channels;
using Cairn.Events;

namespace Cairn.Server.Samples;

/// <summary>The loads of sample data, at most one per project, those of before a restart included.</summary>
internal sealed class SampleLoads
{
    /// <summary>Enough for every page to look alive, loaded in a few seconds.</summary>
    public const int Events = 40_000;

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ProjectId, SampleLoad> _loads = [];
    private readonly ConcurrentDictionary<ProjectId, byte> _cancelled = [];
    private readonly Channel<ProjectId> _waiting = Channel.CreateUnbounded<ProjectId>();

    public SampleLoads(string folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json"))
        {
            if (SampleLoad.Read(path) is not { } load)
                continue;
            _loads[load.ProjectId] = load;
            if (!load.IsOver)
                _waiting.Writer.TryWrite(load.ProjectId);
        }
    }

    public ChannelReader<ProjectId> Waiting => _waiting.Reader;

    public SampleLoad? Find(ProjectId project) => _loads.GetValueOrDefault(project);

    /// <summary>Starts it, or leaves the one that runs alone.</summary>
    public SampleLoad Start(ProjectId project)
    {
        lock (_lock)
        {
            var before = Find(project);
            if (before is { IsOver: false })
                return before;
            var now = _time.GetUtcNow();
            var end = before?.End ?? new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            _cancelled.TryRemove(project, out _);
            var load = new SampleLoad(project.Value, end, Events, SampleState.Waiting, now);
            Update(load);
            _waiting.Writer.TryWrite(project);
            return load;
        }
    }

    /// <summary>Ends it after the batch under way; what is stored stays. False when none runs.</summary>
    public bool Cancel(ProjectId project) => Find(project) is { IsOver: false } && _cancelled.TryAdd(project, 0);

    public bool IsCancelled(ProjectId project) => _cancelled.ContainsKey(project);

    /// <summary>For a project that is deleted.</summary>
    public void Erase(ProjectId project)
    {
        _cancelled[project] = 0;
        if (_loads.TryRemove(project, out _))
            File.Delete(PathOf(project));
    }

    public void Update(SampleLoad load)
    {
        load.Write(PathOf(load.ProjectId));
        _loads[load.ProjectId] = load;
    }

    private string PathOf(ProjectId project) => Path.Combine(_folder, $"{project.Value}.json");
}
