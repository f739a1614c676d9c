namespace Cairn.Processes;

/// <summary>The last lines a child wrote to stderr, for the reason when it dies.</summary>
internal sealed class StderrTail(int lines)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new(lines);

    public void Add(string? line)
    {
        // Frames of native stack traces without symbols say nothing.
        if (string.IsNullOrWhiteSpace(line) || line.Contains("@ 0x", StringComparison.Ordinal))
            return;
        lock (_lock)
        {
            if (_lines.Count == lines)
                _lines.Dequeue();
            _lines.Enqueue(line.Length > 500 ? line[..500] : line);
        }
    }

    public void Clear()
    {
        lock (_lock)
            _lines.Clear();
    }

    /// <summary>The last few lines, at most 1,000 characters.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                var text = string.Join(" | ", _lines.TakeLast(6));
                return text.Length > 1000 ? text[^1000..] : text;
            }
        }
    }
}
