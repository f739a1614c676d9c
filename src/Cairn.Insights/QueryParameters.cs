using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;
using Microsoft.AspNetCore.Http;

namespace Cairn.Insights;

/// <summary>Reads a query string; pointers name parameters as if they were fields. Unknown parameters are faults.</summary>
internal sealed class QueryParameters
{
    private readonly IQueryCollection _query;
    private readonly SpecErrors _errors;

    public QueryParameters(IQueryCollection query, SpecErrors errors, params IReadOnlyList<string> known)
    {
        (_query, _errors) = (query, errors);
        foreach (var name in query.Keys.Where(k => !known.Contains(k)))
            errors.Add(
                "/" + name,
                "unknown_field",
                $"There is no parameter \"{name}\".{DidYouMean.Hint(name, known)} Known: {string.Join(", ", known)}."
            );
    }

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string name) => _query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public string Required(string name)
    {
        if (Text(name) is { } text)
            return text;
        _errors.Add("/" + name, "required", $"The parameter \"{name}\" is required.");
        return "";
    }

    public T Word<T>(string name, IReadOnlyDictionary<string, T> words, T absent)
    {
        if (Text(name) is not { } text)
            return absent;
        if (words.TryGetValue(text, out var value))
            return value;
        _errors.Add("/" + name, "unknown_value", $"\"{text}\" is not known here. Known: {string.Join(", ", words.Keys)}.");
        return absent;
    }

    /// <summary>1..<paramref name="most"/>.</summary>
    public int Limit(int absent, int most)
    {
        if (Text("limit") is not { } text)
            return absent;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;
        _errors.Add("/limit", "invalid_value", $"limit must be a whole number from 1 to {most:N0}.");
        return 1;
    }

    public RangePoint? Point(string name)
    {
        if (Text(name) is not { } text)
            return null;
        var point = RangeReader.Parse(text);
        if (point is null)
            _errors.Add(
                "/" + name,
                "invalid_time",
                "This is no time. Use -7d, today, a date (2026-11-20) or an instant (2026-11-20T10:00:00Z)."
            );
        return point;
    }

    public Filter? Filter()
    {
        if (Text("filter") is not { } text)
            return null;
        var inner = new SpecErrors { Cohorts = _errors.Cohorts };
        var filter = SpecBody.Read(Encoding.UTF8.GetBytes(text), inner) is { } node ? FilterReader.Read(node) : null;
        foreach (var error in inner.Items)
            _errors.Add("/filter" + error.Pointer, error.Code, error.Message);
        return filter;
    }

    /// <summary>How many items came before this page.</summary>
    public int Skip()
    {
        if (Text("cursor") is not { } text)
            return 0;
        if (
            text.Length < 40
            && Base64Url.IsValid(text)
            && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)) is ['+', .. var digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
        )
            return skip;
        _errors.Add("/cursor", "invalid_cursor", "Hand on the next of the page before, unchanged, or leave it out.");
        return 0;
    }

    /// <summary>The opaque cursor of a page that begins after so many items.</summary>
    public static string Cursor(int skip) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes("+" + skip.ToString(CultureInfo.InvariantCulture)));
}
