using System.Globalization;
using Cairn.Events;
using Cairn.Ingest.Import;
using Cairn.Insights.Compare;

namespace Cairn.Server.Comparing;

/// <summary>Counts per event and hour out of another vendor's CSV: a row per event and hour, or a column per event. Faults stay in the list, each with its line.</summary>
/// <param name="zone">Of times that say no offset.</param>
internal sealed class ReadTheirs(TimeZoneInfo zone)
{
    public const int MostEvents = 200;
    public const int MostHours = 24 * 35;
    private const int MostFaults = 20;
    private const string Fix =
        "The file needs a column with hours (hour, time, date), one with events (event) and one with counts (count); or one with hours and a column per event.";

    private static readonly string[] _times = ["hour", "time", "timestamp", "datetime", "date", "day", "bucket", "t"];
    private static readonly string[] _events = ["event", "event_name", "eventname", "name", "series"];
    private static readonly string[] _counts = ["count", "counts", "total", "events", "value", "event_count", "eventcount", "volume"];

    private readonly Dictionary<(string Event, long Hour), long> _read = [];

    public List<InputError> Errors { get; } = [];

    public IReadOnlyList<TheirCount> Run(TextReader text)
    {
        var rows = new CsvRows(text);
        var header = rows.ReadHeader();
        var names = header.Select(h => h.Trim().ToLowerInvariant().Replace(' ', '_')).ToList();
        var (time, name, count) = (Find(names, _times), Find(names, _events), Find(names, _counts));
        if (time < 0 || (name < 0) != (count < 0) || header.Count < 2)
        {
            Errors.Add(new InputError("/file", "unknown_columns", $"{Fix} It has: {string.Join(", ", header.Take(10))}."));
            return [];
        }

        for (var line = 2; rows.Read() is { } cells && Errors.Count < MostFaults; line++)
        {
            if (time >= cells.Count || HourOf(cells[time]) is not { } hour)
                Fault(line, "invalid_time", "needs a time with an hour, such as 2027-01-31 14:00.");
            else if (name >= 0)
                Add(line, cells.ElementAtOrDefault(name), hour, cells.ElementAtOrDefault(count));
            else
                for (var i = 0; i < header.Count; i++)
                    if (i != time)
                        Add(line, header[i], hour, cells.ElementAtOrDefault(i));
        }

        Check();
        return [.. _read.Select(r => new TheirCount(r.Key.Event, r.Key.Hour, r.Value))];
    }

    private static int Find(List<string> names, string[] known) =>
        known.Select(k => names.IndexOf(k)).Where(i => i >= 0).DefaultIfEmpty(-1).First();

    private void Add(int line, string? name, long hour, string? text)
    {
        if (string.IsNullOrWhiteSpace(name))
            Fault(line, "required", "needs an event.");
        else if (string.IsNullOrWhiteSpace(text))
            return; // An empty cell of a wide file: none.
        else if (
            !decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            || count is < 0 or > 1_000_000_000
            || count != decimal.Truncate(count)
        )
            Fault(line, "invalid_count", "needs a whole number as count, without separators.");
        else
            _read[(NativeName(name.Trim()), hour)] = _read.GetValueOrDefault((NativeName(name.Trim()), hour)) + (long)count;
    }

    private void Check()
    {
        if (Errors.Count > 0)
            return;
        if (_read.Count == 0)
            Errors.Add(new InputError("/file", "empty", "The file has no counts."));
        else if (_read.Keys.Select(k => k.Event).Distinct().Count() > MostEvents)
            Errors.Add(new InputError("/file", "too_many", $"The file has more than {MostEvents} events: export fewer at once."));
        else if (_read.Keys.Max(k => k.Hour) - _read.Keys.Min(k => k.Hour) >= MostHours)
            Errors.Add(new InputError("/file", "too_many", "The file spans more than 35 days: export fewer at once."));
        else if (
            _read.Keys.Select(k => k.Hour).Distinct().Count() > 2
            && _read.Keys.Select(k => (k.Hour + 24) % 24).Distinct().Count() == 1
        )
            Errors.Add(new InputError("/file", "days", "The file has one time a day: export counts by the hour."));
    }

    private void Fault(int line, string code, string what) => Errors.Add(new InputError($"/file/{line}", code, $"Line {line} {what}"));

    /// <summary>A text without an offset is in the zone; an hour that a clock skips is taken as if it had not.</summary>
    private long? HourOf(string text)
    {
        text = text.Trim().Replace(" UTC", "Z", StringComparison.Ordinal);
        const DateTimeStyles styles = DateTimeStyles.AllowWhiteSpaces;
        if (
            !DateTime.TryParse(text, CultureInfo.InvariantCulture, styles | DateTimeStyles.RoundtripKind, out var plain)
            || plain.Year is < 2000 or > 2100
        )
            return null;
        var hasOffset = plain.Kind is not DateTimeKind.Unspecified;
        if (hasOffset)
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, styles).ToUnixTimeSeconds() / 3600;
        return new DateTimeOffset(plain, zone.GetUtcOffset(plain)).ToUnixTimeSeconds() / 3600;
    }

    /// <summary>What vendors' exports call page views.</summary>
    private static string NativeName(string name) =>
        name.ToLowerInvariant() is "pageview" or "page view" or "page_view" or "pageviews" or "$mp_web_page_view"
            ? EventNames.PageView
            : name;
}
