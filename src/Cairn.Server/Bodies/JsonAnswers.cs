using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cairn.Events;

namespace Cairn.Server.Bodies;

/// <summary>How answers are written: camelCase, UTC times with a Z and whole milliseconds, and no empty fields in a problem.</summary>
internal static class JsonAnswers
{
    public static IServiceCollection AddJsonAnswers(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            // The answers are application/json with nosniff, never part of a page.
            json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.Converters.Add(new UtcTime());
            json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(LeaveOutNulls);
        });

    private static void LeaveOutNulls(JsonTypeInfo type)
    {
        if (type.Type != typeof(Problem))
            return;
        foreach (var property in type.Properties)
            property.ShouldSerialize = (_, value) => value is not null;
    }

    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
