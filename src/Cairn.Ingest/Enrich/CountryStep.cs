using System.Net;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Enrich;

/// <summary>Adds $country from the caller's address when the operator gave an MMDB file. The address goes no further.</summary>
internal sealed class CountryStep(CountryLookup countries)
{
    public Rejection? AddCountry(IncomingEvent e)
    {
        if (!countries.IsAvailable || e.Properties.Has(KnownProperty.Country))
            return null;
        // An address in $ip was given on purpose; the connection's own is the person's only when the person's browser made it.
        var text = e.Properties.Known(KnownProperty.Ip);
        var address =
            text is not null && IPAddress.TryParse(text, out var given) ? given
            : DeviceStep.FromBrowser(e.Request.UserAgent) is not null ? e.Request.Address
            : null;
        if (address is not null)
            e.Properties.AddMissing(KnownProperty.Country, countries.Find(address));
        return null;
    }
}

/// <summary>Addresses to countries, from a MaxMind DB file (GeoLite2-Country, DB-IP …) that the operator provides; answers nothing without one.</summary>
public sealed class CountryLookup(MaxMindFile? file)
{
    public bool IsAvailable => file is not null;

    /// <summary>ISO 3166-1 alpha-2, or null when unknown.</summary>
    public string? Find(IPAddress address) =>
        file?.Find(address, "country", "iso_code") ?? file?.Find(address, "registered_country", "iso_code");
}
