using System.Net;
using System.Net.Sockets;
using Cairn.Ingest.Mirror;
using Cairn.Server.Bodies;
using Cairn.Workspace.Mirrors;

namespace Cairn.Server.Mirrors;

/// <summary>Reads what a mirror is to be; its faults stay in the fields.</summary>
internal static class ReadMirror
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <param name="before">What it is now.</param>
    public static async Task<MirrorSetting?> RunAsync(JsonFields fields, MirrorRow? before, CancellationToken cancellationToken)
    {
        var (format, forward) = (fields.Text("format", 50), fields.Text("forward", 50));
        var url = fields.RequiredText("url", 500);
        var key = fields.Text("key", 500);
        var (redact, address, isOn) = (fields.Flag("redact"), fields.Flag("passAddress"), fields.Flag("isOn"));
        fields.RefuseOthers();
        if (format is null == forward is null)
            fields.Fault("format", "required", "Give either format, to mirror requests, or forward, to send accepted events.");
        if (format is not null and not MirrorEndpoints.AnyFormat && !Ingest.Mirror.Mirrors.Formats.Contains(format))
            fields.Fault("format", "unknown_format", $"Choose any, or one of these: {string.Join(", ", Ingest.Mirror.Mirrors.Formats)}.");
        if (forward is not null and not "posthog")
            fields.Fault("forward", "unknown_format", "Events can be forwarded to posthog only.");
        if (key is not null && key.Any(c => c is <= ' ' or > '~' or '"' or '\\'))
            fields.Fault("key", "invalid_key", "A key has visible ASCII characters only, no quotes and no backslashes.");
        Uri? place = null;
        if (url is not null)
            place = await UrlAsync(fields, url, cancellationToken);
        if (place is not null && key is null && before is { SealedKey: not null } && !SameHost(before.Url, place))
            fields.Fault(
                "key",
                "required",
                "The address is another one: enter the key again. It is not sent to a place it was not entered for."
            );
        if (forward is not null && (key is "" || (key is null && before?.SealedKey is null)))
            fields.Fault("key", "required", "PostHog's project API key is needed to forward events.");
        return fields.Errors.Count > 0 || place is null
            ? null
            : new MirrorSetting(format, forward, place.AbsoluteUri.TrimEnd('/'), key, redact ?? false, address ?? false, isOn ?? true);
    }

    private static bool SameHost(string before, Uri url) =>
        Uri.Compare(new Uri(before), url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static async Task<Uri?> UrlAsync(JsonFields fields, string text, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url))
        {
            fields.Fault("url", "invalid_url", "Write an address such as https://eu.i.posthog.com.");
            return null;
        }

        if (VendorAddress.FaultOf(url) is { } fault)
        {
            fields.Fault("url", "invalid_url", fault);
            return null;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellationToken).WaitAsync(_patience, cancellationToken);
            if (addresses.Length > 0 && addresses.All(a => VendorAddress.MayReach(a, url.Scheme is "http")))
                return url;
            fields.Fault(
                "url",
                "address_refused",
                "This name leads to a link-local or metadata address, or http to another machine: nothing may be sent there."
            );
        }
        catch (Exception e) when (e is SocketException or TimeoutException or ArgumentException)
        {
            fields.Fault("url", "unknown_host", $"{url.Host} is not found: check how it is written.");
        }

        return null;
    }
}
