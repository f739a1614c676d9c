using System.Text.Json.Nodes;
using Cairn.Events;
using Microsoft.AspNetCore.WebUtilities;

namespace Cairn.Ingest.Mirror;

/// <summary>What is sent to a vendor. Made anew for every try.</summary>
internal sealed record VendorMessage(
    string Method,
    Uri Url,
    string? ContentType,
    string ContentEncoding,
    string? UserAgent,
    string? Address,
    string? Authorization,
    ReadOnlyMemory<byte> Body
)
{
    private const string NoKey = "The vendor's key is missing in the setting: Cairn's own key is sent to nobody.";
    private const string NotRedactable = "The body is no JSON, so it could not be redacted and was not sent.";

    /// <summary>Where protocols write the site that names a project.</summary>
    private static readonly HashSet<string> _sites = ["d", "domain", "website", "tid", "measurement_id"];

    public static VendorMessage Of(MirrorTarget target, IEnumerable<Event> events) =>
        new(
            "POST",
            Under(target.Url, "/batch/", ""),
            "application/json",
            "",
            "Cairn",
            null,
            null,
            ToPostHog.Batch(events, target.Key ?? "")
        );

    /// <returns>The message, or why there is none.</returns>
    public static (VendorMessage? Message, string? Fault) Of(MirrorTarget target, MirroredRequest request, RedactValue redact)
    {
        if (target.IsRedacted)
        {
            if (RedactRequest.Run(request, (name, text) => text == request.Named ? text : redact(name, text)) is not { } redacted)
                return (null, NotRedactable);
            request = redacted;
        }

        var (body, encoding, authorization) = (request.Body, request.ContentEncoding, default(string));
        var (path, query) = (request.Path, request.Query);
        if (request is { Named: { Length: > 0 } named, IsSite: false })
        {
            if (target.Key is not { } key)
                return (null, NoKey);
            (body, encoding) = ReplaceKey.InBody(body, encoding, named, key);
            authorization = ReplaceKey.InAuthorization(request.Authorization, named, key);
            path = ReplaceKey.InAddress(path, named, key);
            query = ReplaceKey.InAddress(query, named, key);
        }
        else if (request.Named is { } site && target.Key is { } vendorSite)
        {
            body = SiteInBody(body, site, vendorSite);
            query = SiteInQuery(query, site, vendorSite);
        }

        return (
            new VendorMessage(
                request.Method,
                Under(target.Url, path, query),
                request.ContentType,
                encoding,
                request.UserAgent,
                target.PassesAddress ? request.Address : null,
                authorization,
                body
            ),
            null
        );
    }

    public HttpRequestMessage ToHttp()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url);
        if (!Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(Body);
            if (ContentType is not null)
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            if (ContentEncoding.Length > 0)
                message.Content.Headers.TryAddWithoutValidation("Content-Encoding", ContentEncoding);
        }

        if (UserAgent is not null)
            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (Address is not null)
            message.Headers.TryAddWithoutValidation("X-Forwarded-For", Address);
        if (Authorization is not null)
            message.Headers.TryAddWithoutValidation("Authorization", Authorization);
        message.Headers.Add(MirroredRequest.Mark, "1");
        return message;
    }

    private static Uri Under(Uri url, string path, string query) => new(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + path + query);

    private static ReadOnlyMemory<byte> SiteInBody(ReadOnlyMemory<byte> body, string site, string instead)
    {
        if (body.IsEmpty || body.Span[0] is not (byte)'{' || JsonNode.Parse(body.Span) is not JsonObject json)
            return body;
        var isFound = false;
        foreach (var place in new[] { json, json["payload"] as JsonObject }.OfType<JsonObject>())
        foreach (var name in _sites)
            if (place[name] is JsonValue value && value.TryGetValue(out string? text) && text == site)
                (place[name], isFound) = (JsonValue.Create(instead), true);
        return isFound ? System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) : body;
    }

    private static string SiteInQuery(string query, string site, string instead)
    {
        var pairs = QueryHelpers.ParseQuery(query);
        return !pairs.Any(p => _sites.Contains(p.Key) && p.Value == site)
            ? query
            : QueryHelpers.AddQueryString(
                "",
                pairs.SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, _sites.Contains(p.Key) && v == site ? instead : v))
            );
    }
}
