using Cairn.Events;

namespace Cairn.Insights.Answers;

/// <summary>The last answer to each question, as JSON, the longest unused thrown out first. Bounded in bytes.</summary>
public sealed class AnswerCache
{
    private const long MostBytes = 64 << 20;
    private const int MostBytesEach = 8 << 20;

    /// <summary>What an entry costs besides its text.</summary>
    private const int Overhead = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<KeptAnswer>> _answers = [];
    private readonly LinkedList<KeptAnswer> _byUse = [];
    private long _bytes;

    public KeptAnswer? Find(string question)
    {
        lock (_lock)
        {
            if (!_answers.TryGetValue(question, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }
    }

    /// <summary>Takes the place of the question's earlier answer. One that is too large is not kept.</summary>
    public void Keep(KeptAnswer answer)
    {
        lock (_lock)
        {
            if (_answers.Remove(answer.Question, out var before))
                Drop(before);
            if (answer.Json.Length > MostBytesEach)
                return;
            _answers[answer.Question] = _byUse.AddLast(answer);
            _bytes += answer.Json.Length + Overhead;
            while (_bytes > MostBytes && _byUse.First is { } oldest)
            {
                _answers.Remove(oldest.Value.Question);
                Drop(oldest);
            }
        }
    }

    /// <summary>Throws out every answer about one project: what they tell must not stay in memory.</summary>
    public void Forget(ProjectId project)
    {
        lock (_lock)
        {
            var prefix = project + " ";
            foreach (var (question, node) in _answers.Where(a => a.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            {
                _answers.Remove(question);
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<KeptAnswer> node)
    {
        _byUse.Remove(node);
        _bytes -= node.Value.Json.Length + Overhead;
    }
}

/// <param name="Question">See <see cref="QuestionKey"/>.</param>
/// <param name="Moment">For how long relative times mean the same; see <see cref="QuestionKey"/>.</param>
/// <param name="Version">The data's when the question was asked.</param>
/// <param name="StoredAt">Up to when events had been stored then.</param>
public sealed record KeptAnswer(
    string Question,
    long Moment,
    long Version,
    DateTimeOffset ComputedAt,
    DateTimeOffset? StoredAt,
    byte[] Json
);
