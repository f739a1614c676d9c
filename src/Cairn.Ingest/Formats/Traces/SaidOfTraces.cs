namespace Cairn.Ingest.Formats.Traces;

/// <summary>What one request says of a trace.</summary>
/// <param name="User">The root's, else the first that any span names.</param>
/// <param name="Began">The earliest start among its spans here.</param>
internal sealed record SaidOfTrace(string Trace, string? User, string? Session, DateTimeOffset? Began);

/// <summary>Collects it over the spans of a request, in their order.</summary>
internal sealed class SaidOfTraces
{
    private readonly Dictionary<string, (SaidOfTrace Said, bool IsUserOfRoot, bool IsSessionOfRoot)> _traces = [];

    public IReadOnlyList<SaidOfTrace> All => [.. _traces.Values.Select(t => t.Said)];

    public void Add(string trace, string? user, string? session, DateTimeOffset? start, bool isRoot)
    {
        if (!_traces.TryGetValue(trace, out var known))
            known = (new SaidOfTrace(trace, null, null, null), false, false);
        var (said, ofRoot, sessionOfRoot) = known;
        var takesUser = user is not null && (said.User is null || (isRoot && !ofRoot));
        var takesSession = session is not null && (said.Session is null || (isRoot && !sessionOfRoot));
        _traces[trace] = (
            said with
            {
                User = takesUser ? user : said.User,
                Session = takesSession ? session : said.Session,
                Began = said.Began is { } began && !(start < began) ? began : start ?? said.Began,
            },
            ofRoot || (takesUser && isRoot),
            sessionOfRoot || (takesSession && isRoot)
        );
    }
}
