using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Query.Running;

namespace Cairn.Insights.Answers;

/// <summary>Names a question, and for how long its relative times mean the same.</summary>
/// <param name="Text">A hash of project, zone, the only person who may be seen and the question with its fields in order, so that two spellings of one question are one.</param>
/// <param name="Moment">The slot of time that now lies in. All that depends on now (relative ranges, buckets that are not over, periods that are) changes
/// where days, hours or minutes begin: every zone's hours begin at quarters of UTC's. Null: the very instant counts, or the answer may be another each time.</param>
public sealed partial record QuestionKey(string Text, long? Moment)
{
    private const long QuarterMs = 15 * 60_000;
    private const long MinuteMs = 60_000;

    public static QuestionKey Of(Question question, string kind, JsonElement body)
    {
        using var canonical = new MemoryStream();
        using (var writer = new Utf8JsonWriter(canonical))
            Write(body, writer);
        var text = System.Text.Encoding.UTF8.GetString(canonical.GetBuffer(), 0, (int)canonical.Length);
        var hash = SHA256.HashData(canonical.GetBuffer().AsSpan(0, (int)canonical.Length));
        return new QuestionKey(
            $"{question.Project.Id.Value} {question.Project.Zone.Id} {Convert.ToHexStringLower(hash)}{Person(question)}",
            Slot(question, kind, text)
        );
    }

    private static string Person(Question question) =>
        question.Project.OnlyDistinctId is { } id
            ? " " + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)))
            : "";

    private static long? Slot(Question question, string kind, string text)
    {
        // One person's own answers are not kept: whether one still holds would tell that others' events came in since, and they would crowd out
        // what everybody else asks.
        if (question.Project.IsOfOnePerson)
            return null;
        // Free SQL may ask for now(), rand() or anything.
        if (kind == "sql")
            return null;
        if (text.Contains("\"cohort\"", StringComparison.Ordinal))
            text += string.Join(' ', question.Cohorts?.Definitions ?? []);
        if (text.Contains("\"now\"", StringComparison.Ordinal))
            return null;
        return question.Now.ToUnixTimeMilliseconds() / (OfMinutes().IsMatch(text) ? MinuteMs : QuarterMs);
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in element.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(field.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Minutes as a unit, or a time of day.</summary>
    [GeneratedRegex("\"-[0-9]+min\"|\"minute\"|T[0-9]{2}:[0-9]{2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OfMinutes();
}
