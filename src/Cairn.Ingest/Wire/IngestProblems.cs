using System.Globalization;
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
            "Check the key under Settings → Keys; it may have been revoked. Of secret keys only service keys (csk_service_…) send events."
        );

    public static Problem SecretInTheOpen { get; } =
        new(
            401,
            "secret_in_the_open",
            "A service key belongs into the Authorization header.",
            "Addresses and bodies are logged and copied. Revoke this key if it was sent over the internet, and send its successor as 'Authorization: Bearer csk_service_…'."
        );

    public static Problem Archived { get; } =
        new(
            403,
            "project_archived",
            "The project is archived.",
            "It takes no events until somebody takes it up again under Settings → Project."
        );

    public static Problem Expired(DateTimeOffset at) =>
        new(
            401,
            "expired_key",
            "The write key came to its end.",
            string.Create(CultureInfo.InvariantCulture, $"It ended at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; send its successor.")
        );

    public static Problem ForeignOrigin(bool hasOrigin) =>
        new(
            403,
            "origin_not_allowed",
            "The key does not send from here.",
            (hasOrigin ? "The page's origin is not among those of the key." : "The request names no Origin, and the key wants one.")
                + " Settings → Keys and install shows and changes the key's origins."
        );

    public static Problem Unavailable(string detail) =>
        new(503, "unavailable", "Events cannot be stored now.", detail + " Nothing of this request was stored; send it again later.");

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
