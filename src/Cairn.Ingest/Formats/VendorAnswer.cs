using System.Text;
using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats;

/// <summary>An answer in the vendor's words.</summary>
internal sealed record VendorAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json; charset=utf-8";

    public static VendorAnswer Json(object value, int status = 200) =>
        new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(value, JsonTexts.Plain));

    public static VendorAnswer JsonText(string json, int status = 200) => new(status, JsonType, Encoding.UTF8.GetBytes(json));

    public static VendorAnswer Text(string text, int status = 200) =>
        new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static VendorAnswer Script(string text) => new(200, "application/javascript; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static VendorAnswer Empty(int status) => new(status, "", default);

    /// <summary>A refusal that every recorded client understands: Amplitude reads <c>code</c> in the body, Mixpanel <c>status</c> and <c>error</c>.</summary>
    public static VendorAnswer Refusal(Problem problem) =>
        Json(
            new
            {
                code = problem.Status,
                error = problem.Status switch
                {
                    401 => "Invalid API key",
                    413 => "Payload too large",
                    _ => problem.Title,
                },
                status = 0,
                message = problem.Detail ?? problem.Title,
                reason = problem.Code,
                missing_field = problem.Code == "missing_field" ? problem.Errors?[0].Pointer[1..] : null,
            },
            problem.Status
        );
}
