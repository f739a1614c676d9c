using Cairn.Events;

namespace Cairn.Ingest.Wire;

/// <summary>Why a whole request is refused.</summary>
internal static class IngestProblems
{
    public static Problem TooLarge { get; } =
        new(413, "too_large", "The request is too large.", "Send at most 2,000 events and 20 MiB (unpacked) in one request.");

    public static Problem MissingKey { get; } =
        new(
            401,
            "missing_key",
            "A write key is needed.",
            "Send the project's write key as 'Authorization: Bearer cwk_…', as '?key=' or as \"api_key\" in the body."
        );

    public static Problem UnknownKey { get; } =
        new(
            401,
            "unknown_key",
            "The write key is not known.",
            "Check the key under Settings → Keys; it may have been revoked. API keys (csk_…) cannot send events here."
        );

    public static Problem Unavailable(string detail) =>
        new(503, "unavailable", "Events cannot be stored now.", detail + " Nothing of this request was stored; send it again later.");

    public static Problem KeysUnavailable(string detail) =>
        new(
            503,
            "keys_unavailable",
            "The keys that encrypt this project's properties cannot be had now.",
            detail + " Nothing of this request was stored; send it again later."
        );

    public static Problem RateLimited { get; } =
        new(
            429,
            "rate_limited",
            "The key's rate limit is reached.",
            "Nothing of this request was stored; send it again after Retry-After seconds."
        );

    public static Problem BadJson(string detail) => new(400, "invalid_json", "The body is no JSON.", detail);

    public static Problem UnknownEncoding(string encoding) =>
        new(
            415,
            "unknown_encoding",
            "The Content-Encoding is not known.",
            $"'{Short(encoding)}' cannot be unpacked here; use gzip, br, deflate, zstd or none."
        );

    public static Problem BadEncoding(string encoding) =>
        new(
            400,
            "invalid_encoding",
            "The body cannot be unpacked.",
            $"The body is not sound '{Short(encoding)}'; check that Content-Encoding names what was sent."
        );

    public static readonly Problem BadFraming = new(
        400,
        "unreadable_body",
        "The body cannot be read to its end.",
        "The lengths in the request do not fit; send Content-Length, or well-formed chunks."
    );

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];
}
