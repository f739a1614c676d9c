using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Wire;

/// <summary>The key that a request carries before its body is read.</summary>
/// <param name="Text">Null: none here; it may stand in the body.</param>
/// <param name="IsHeader">It came in the Authorization header.</param>
internal readonly record struct GivenKey(string? Text, bool IsHeader)
{
    public static GivenKey Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return new GivenKey(header[7..].Trim() is { Length: > 0 } text ? text : null, IsHeader: true);
        return new GivenKey(InAddress(request), IsHeader: false);
    }

    /// <summary>Of <c>?key=</c>: all that a preflight can carry.</summary>
    public static string? InAddress(HttpRequest request) =>
        request.Query.TryGetValue("key", out var key) && key.ToString() is { Length: > 0 } text ? text : null;
}
