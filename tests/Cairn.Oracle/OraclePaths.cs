using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Paths again, in plain LINQ over a list, from <c>docs/semantics/paths.md</c>.</summary>
public sealed class OraclePaths(History history, JsonNode question, TimeZoneInfo projectZone, DateTimeOffset now)
{
    private int Steps => question["steps"]!.GetValue<int>();

    private bool ByPage => question["by"]?.GetValue<string>() == "page";

    /// <summary>Every link as text, in the answer's order.</summary>
    public IReadOnlyList<string> Links()
    {
        var period = new OraclePeriod(history, OracleCalendar.Of(question, projectZone).Range(question["range"]!, now));
        var links = new List<(string From, string To, double Milliseconds)>();
        foreach (var session in period.Events.Where(e => e.IsBehaviour).GroupBy(e => period.Sessions.Of(e)!))
        {
            var places = Cut(Places(period, session));
            links.AddRange(
                places
                    .Zip(places.Skip(1))
                    .Select(
                        (pair, i) =>
                            (
                                $"{i + 1}_{pair.First.Name}",
                                $"{i + 2}_{pair.Second.Name}",
                                (pair.Second.From - pair.First.To).TotalMilliseconds
                            )
                    )
            );
        }

        var minEdge = question["minEdge"]?.GetValue<int>() ?? 1;
        return
        [
            .. links
                .GroupBy(l => (l.From, l.To), l => l.Milliseconds)
                .Where(g => g.Count() >= minEdge)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key.From, StringComparer.Ordinal)
                .ThenBy(g => g.Key.To, StringComparer.Ordinal)
                .Select(g =>
                    $"{g.Key.From} -> {g.Key.To} {g.Count()} {Median([.. g.Order()]).ToString("R", CultureInfo.InvariantCulture)}"
                ),
        ];
    }

    /// <summary>What a session saw, repeats together.</summary>
    private List<Place> Places(OraclePeriod period, IEnumerable<Happening> session)
    {
        var places = new List<Place>();
        foreach (var e in session.OrderBy(e => e.At).ThenBy(e => e.Sequence))
        {
            var raw = ByPage ? Page(e) : e.Event;
            if (raw.Length == 0 || !OracleFilter.Holds(question["filter"], period.ValuesOf(e)))
                continue;
            var group = question["groups"]?.AsArray().FirstOrDefault(g => IsLike(g!["match"]!.GetValue<string>(), raw));
            var name = group is null ? raw : group["as"]!.GetValue<string>();
            if (question["exclude"]?.AsArray().Any(x => Is(x!.GetValue<string>())) == true)
                continue;
            var (isStart, isEnd) = (Is(question["start"]?.GetValue<string>()), Is(question["end"]?.GetValue<string>()));
            if (places.Count > 0 && places[^1].Name == name)
                places[^1] = places[^1] with { To = e.At, IsStart = places[^1].IsStart || isStart, IsEnd = places[^1].IsEnd || isEnd };
            else
                places.Add(new Place(name, e.At, e.At, isStart, isEnd));

            bool Is(string? pattern) => pattern is not null && (IsLike(pattern, raw) || IsLike(pattern, name));
        }

        return places;
    }

    private List<Place> Cut(List<Place> places)
    {
        var (hasStart, hasEnd) = (question["start"] is not null, question["end"] is not null);
        if (hasStart)
            places = [.. places.SkipWhile(p => !p.IsStart)];
        if (hasEnd)
        {
            var end = places.FindIndex(hasStart && places.Count > 0 ? 1 : 0, p => p.IsEnd);
            places = [.. places.Take(end + 1)];
        }

        if (places.Count <= Steps)
            return places;
        if (!hasEnd)
            return [.. places.Take(Steps)];
        if (!hasStart)
            return [.. places.TakeLast(Steps)];
        var half = Steps / 2;
        var between = places.Skip(half).SkipLast(half).ToList();
        return [.. places.Take(half), new Place("...", between[0].From, between[^1].To, false, false), .. places.TakeLast(half)];
    }

    private static string Page(Happening e)
    {
        if (e.Event != "$pageview")
            return "";
        var url = Text("url") is { Length: > 0 } own ? own : Text("$current_url");
        var bare = url.Split('?', '#')[0];
        return bare.Length > 0 && bare.All(c => c == '/') ? "/" : bare.TrimEnd('/');

        string Text(string name) => e.Properties[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
    }

    /// <summary>A star is any text; a pattern that begins with a slash also means the path of a page with a host.</summary>
    private static bool IsLike(string pattern, string name)
    {
        if (Fits(pattern, name) || (pattern == "/" && name.Length == 0))
            return true;
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        if (!pattern.StartsWith('/') || scheme <= 0)
            return false;
        var slash = name.IndexOf('/', scheme + 3);
        var path = slash < 0 ? "" : name[slash..];
        return pattern == "/" ? path is "" or "/" : Fits(pattern, path);
    }

    private static bool Fits(string pattern, string text)
    {
        if (pattern.Length == 0)
            return text.Length == 0;
        if (pattern[0] == '*')
            return Enumerable.Range(0, text.Length + 1).Any(skip => Fits(pattern[1..], text[skip..]));
        return text.Length > 0 && text[0] == pattern[0] && Fits(pattern[1..], text[1..]);
    }

    /// <summary>In seconds.</summary>
    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2 / 1000;

    private sealed record Place(string Name, DateTimeOffset From, DateTimeOffset To, bool IsStart, bool IsEnd);
}
