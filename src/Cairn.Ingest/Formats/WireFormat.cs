using Cairn.Events;

namespace Cairn.Ingest.Formats;

/// <summary>A vendor's wire format: its name, and the routes its clients use.</summary>
/// <param name="Name">Also its prefix: <c>/posthog/…</c>.</param>
internal sealed record WireFormat(string Name, IReadOnlyList<FormatRoute> Routes);

/// <summary>A route of a wire format, under the root and under the format's prefix.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">A route pattern with a leading slash; a trailing slash is no difference.</param>
internal abstract record FormatRoute(string Method, string Path)
{
    /// <summary>Of several formats at one path, whose request is it? Null: anybody's. The first that says yes gets it; if none, the first of all.</summary>
    public Func<VendorRequest, bool>? Recognises { get; init; }

    /// <summary>The body is bytes, not text.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Only under the prefix: the root has another owner.</summary>
    public bool IsOnlyUnderPrefix { get; init; }
}

/// <summary>Events come in here.</summary>
/// <param name="Read">Pure: request → events.</param>
/// <param name="Answer">To a request whose events are on disk.</param>
internal sealed record TakingRoute(
    string Method,
    string Path,
    Func<VendorRequest, VendorReading> Read,
    Func<VendorRequest, VendorReading, IngestAnswer, VendorAnswer> Answer
) : FormatRoute(Method, Path)
{
    /// <summary>To a request that is refused; null: <see cref="VendorAnswer.Refusal"/>.</summary>
    public Func<VendorRequest, Problem, VendorAnswer>? Refuse { get; init; }
}

/// <summary>A question of a client about its configuration, or data that is taken and not kept.</summary>
internal sealed record SayingRoute(string Method, string Path, Func<VendorRequest, VendorAnswer> Say) : FormatRoute(Method, Path);
