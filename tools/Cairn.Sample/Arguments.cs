using System.Globalization;

namespace Cairn.Sample;

/// <summary>Command-line options of the form <c>--name value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="FormatException">Something is no option, or an option is unknown or lacks its value.</exception>
    public Arguments(ReadOnlySpan<string> arguments, params string[] known)
    {
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!known.Contains(arguments[i]))
                throw new FormatException($"Unknown option {arguments[i]}; known are {string.Join(", ", known)}.");
            if (i + 1 == arguments.Length)
                throw new FormatException($"{arguments[i]} needs a value.");
            _values[arguments[i]] = arguments[i + 1];
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public string Required(string name) => Text(name) ?? throw new FormatException($"{name} is missing.");

    public long Number(string name, long fallback) =>
        Text(name) is not { } text ? fallback
        : long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
        : throw new FormatException($"{name} must be a whole number; it is '{text}'.");

    public double Share(string name) =>
        Text(name) is not { } text ? 0
        : double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
        : throw new FormatException($"{name} must be a number like 0.01; it is '{text}'.");

    /// <summary>The end of a history: a moment as given; a date means its end in the product's time zone; absent means the hour that has just begun.</summary>
    public DateTimeOffset End(TimeProvider clock)
    {
        if (Text("--end") is not { } text)
        {
            var now = clock.GetUtcNow();
            return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
            return Calendar.EndOf(date);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : throw new FormatException($"--end must be a date like 2026-11-20 or a time like 2026-11-20T10:00:00Z; it is '{text}'.");
    }
}
