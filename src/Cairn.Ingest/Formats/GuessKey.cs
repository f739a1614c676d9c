using System.Text.Json;
using Cairn.Ingest.Wire;

namespace Cairn.Ingest.Formats;

/// <summary>The key that a request names, wherever any format carries one: for requests of which nothing else can be read. It says whose list shows the refusal, and opens nothing.</summary>
internal static class GuessKey
{
    private static readonly string[] _names =
    [
        "api_key",
        "token",
        "$token",
        "writeKey",
        "api_secret",
        "key",
        "domain",
        "d",
        "measurement_id",
        "tid",
    ];

    public static GivenKey Of(VendorRequest request)
    {
        var (user, password) = request.Basic;
        var header = request.Bearer ?? request.Header("x-api-key") ?? user ?? password;
        return header is not null ? new GivenKey(header, IsHeader: true) : new GivenKey(InTheOpen(request), IsHeader: false);
    }

    private static string? InTheOpen(VendorRequest request) =>
        _names.Select(name => request.Query(name)).FirstOrDefault(k => k is not null) ?? request.Route("key") ?? In(request.Body.Json);

    private static string? In(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0
            ? In(json[0])
            : _names.Select(name => json.Text(name)).FirstOrDefault(k => k is not null)
                ?? json.Object("properties").Text("token")
                ?? json.Object("payload").Text("website");
}
