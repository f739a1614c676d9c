using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cairn.Events;

namespace Cairn.Query.Running;

/// <summary>A few places for reads, shared fairly: whoever waits is let in by project in turn, and no project may have them all, so that one with many or
/// heavy questions holds up its own only.</summary>
/// <param name="total">Places.</param>
/// <param name="perProject">Of those, one project's at most.</param>
public sealed class FairPlaces(int total, int perProject)
{
    /// <summary>Reads of one project that may wait. More are refused at once.</summary>
    public const int MostWaiting = 200;

    private static readonly Meter _meter = new("Cairn.Query");
    private static readonly Histogram<double> _waits = _meter.CreateHistogram<double>(
        "cairn_question_wait_seconds",
        "s",
        "Time that reads for questions waited for a place."
    );

    private readonly Lock _lock = new();
    private readonly Dictionary<ProjectId, Line> _lines = [];
    private readonly LinkedList<Line> _turns = [];
    private int _free = total;

    /// <summary>Waits for a place; dispose of it to give it back.</summary>
    /// <exception cref="QuestionsBusyException">None came free in time, or too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(ProjectId project, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var waiter = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_lines.TryGetValue(project, out var line))
                _lines[project] = line = new Line(project);
            if (line.Waiting.Count >= MostWaiting)
                throw new QuestionsBusyException();
            if (line.Waiting.Count == 0)
                _turns.AddLast(line);
            line.Waiting.AddLast(waiter);
            LetIn();
        }

        try
        {
            return await waiter.Task.WaitAsync(patience, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Leave(project, waiter);
            if (e is TimeoutException)
                throw new QuestionsBusyException();
            throw;
        }
        finally
        {
            _waits.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <summary>Whoever gives up may have been let in at the same moment.</summary>
    private void Leave(ProjectId project, TaskCompletionSource<IDisposable> waiter)
    {
        lock (_lock)
        {
            var line = _lines.GetValueOrDefault(project);
            if (line is not null && line.Waiting.Remove(waiter))
            {
                if (line.Waiting.Count == 0)
                    _turns.Remove(line);
                Forget(line);
                return;
            }
        }

        waiter.Task.Result.Dispose();
    }

    private void LetIn()
    {
        while (_free > 0 && _turns.FirstOrDefault(l => l.Running < perProject) is { } line)
        {
            var waiter = line.Waiting.First!.Value;
            line.Waiting.RemoveFirst();
            _turns.Remove(line);
            if (line.Waiting.Count > 0)
                _turns.AddLast(line);
            line.Running++;
            _free--;
            waiter.SetResult(new Place(this, line));
        }
    }

    private void GiveBack(Line line)
    {
        lock (_lock)
        {
            line.Running--;
            _free++;
            LetIn();
            Forget(line);
        }
    }

    private void Forget(Line line)
    {
        if (line is { Running: 0, Waiting.Count: 0 })
            _lines.Remove(line.Project);
    }

    private sealed class Line(ProjectId project)
    {
        public ProjectId Project => project;

        public int Running { get; set; }

        public LinkedList<TaskCompletionSource<IDisposable>> Waiting { get; } = [];
    }

    private sealed class Place(FairPlaces places, Line line) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
                places.GiveBack(line);
        }
    }
}
