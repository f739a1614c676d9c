using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Answers;
using Cairn.Insights.Questions;
using Cairn.Server.Reports;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;
using Microsoft.Extensions.Caching.Memory;

namespace Cairn.Server.Boards;

/// <summary>The answers of tiles for those who come by a public link: however many they are, a tile is asked about twice a minute at most.</summary>
internal sealed class SharedAnswers(AnswerQuestion answer) : IDisposable
{
    private const long MostBytes = 16 << 20;
    private static readonly TimeSpan _age = TimeSpan.FromSeconds(30);

    /// <summary>What an answer tells of itself to strangers. Not its SQL, its question and the sentence about it: they may hold values of properties.</summary>
    private static readonly string[] _told =
    [
        "elapsedMs",
        "cached",
        "outdated",
        "computedAt",
        "exactness",
        "timezone",
        "range",
        "partialFrom",
        "freshness",
    ];

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly Flights<byte[]?> _flights = new();

    /// <summary>JSON; null when the question cannot be answered any more, say because its cohort was removed.</summary>
    public async Task<byte[]?> FindAsync(ProjectContext project, Board board, Report report, CancellationToken cancellationToken)
    {
        var key = $"{board.Id} {board.Version} {report.Id} {report.Version}";
        if (_cache.TryGetValue<byte[]>(key, out var kept))
            return kept;
        var settings = board.ReadSettings();
        var question = QuestionOverlay.Lay(ReportAnswer.Parse(report.Query), settings.Range, settings.Filter);
        var (made, _) = await _flights.JoinAsync(
            key,
            async stop => Write(await answer.FindAsync(project, question, _age, stop)),
            cancellationToken
        );
        if (made is not null)
            _cache.Set(key, made, new MemoryCacheEntryOptions { Size = made.Length, AbsoluteExpirationRelativeToNow = _age });
        return made;
    }

    /// <summary>Throws everything out.</summary>
    public void Forget() => _cache.Clear();

    public void Dispose() => _cache.Dispose();

    private static byte[]? Write(JsonNode? answer)
    {
        if (answer is null)
            return null;
        if (answer["meta"] is JsonObject meta)
            foreach (var name in meta.Select(field => field.Key).Except(_told).ToList())
                meta.Remove(name);
        // Ways that were discovered carry the question that follows them.
        if (answer["items"] is JsonArray items)
            foreach (var item in items.OfType<JsonObject>())
                item.Remove("query");
        return JsonSerializer.SerializeToUtf8Bytes(answer);
    }
}
