using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;
using Microsoft.AspNetCore.Http;

namespace Cairn.Insights;

/// <summary>How answers are written: camelCase, nulls kept (a null number says something), instants in UTC ending in Z.</summary>
public static class InsightsJson
{
    /// <summary>UTC ending in Z, milliseconds without zeros at their end: the same instant is the same text in every answer about events.</summary>
    public static JsonConverter<DateTimeOffset> Instants { get; } = new UtcInstants();

    public static JsonSerializerOptions Options { get; } = Make();

    private static readonly JsonSerializerOptions _problems = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>An answer.</summary>
    public static IResult Answer<T>(T value) => Results.Json(value, Options);

    /// <summary>An error answer.</summary>
    public static IResult Answer(Problem problem) => Results.Json(problem, _problems, Problem.ContentType, problem.Status);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.Converters.Add(Instants);
        return options;
    }

    private sealed class UtcInstants : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
    }
}
