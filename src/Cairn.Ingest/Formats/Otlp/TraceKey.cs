namespace Cairn.Ingest.Formats.Otlp;

/// <summary>The write key of exporters and of Langfuse's clients, which let people set headers or a pair of keys.</summary>
internal static class TraceKey
{
    private static readonly string[] _headers = ["x-api-key", "api-key", "x-cairn-key", "x-write-key"];

    public static string? Of(VendorRequest request)
    {
        if (request.Bearer is { } bearer)
            return bearer;
        var (user, password) = request.Basic;
        if (user is not null || password is not null)
            return IsOurs(password) && !IsOurs(user) ? password
                : IsForeign(user) ? password ?? user
                : user;
        foreach (var header in _headers)
            if (request.Header(header) is { } key)
                return key;
        // Authorization without a scheme, as people write it into an environment variable.
        return request.Header("Authorization") is { } bare && !bare.Contains(' ', StringComparison.Ordinal) ? bare : request.Query("key");
    }

    private static bool IsOurs(string? half) =>
        half?.StartsWith("cwk_", StringComparison.Ordinal) == true || half?.StartsWith("csk_", StringComparison.Ordinal) == true;

    /// <summary>Left as it was at Langfuse, or empty: the other half is meant.</summary>
    private static bool IsForeign(string? half) => half?.StartsWith("pk-lf-", StringComparison.Ordinal) != false;
}
