using System.Net;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Consent;

/// <summary>Do-Not-Track and Global Privacy Control where the project honours them, and ids without cookies.</summary>
internal sealed class ConsentStep(PrivacyOf privacy, CookielessSalts salts)
{
    /// <summary>What clients send as distinct id to get one made here.</summary>
    public const string CookielessId = "$cookieless";

    private readonly Visitors _visitors = new(salts);

    private static readonly string[] _ids =
    [
        "distinct_id",
        "$anon_distinct_id",
        "$user_id",
        "$device_id",
        "$anonymous_id",
        "$session_id",
        "alias",
    ];

    public Rejection? Apply(IncomingEvent e)
    {
        var asked = string.Equals(e.DistinctId, CookielessId, StringComparison.Ordinal);
        if (!asked && !e.Request.HasOptedOut)
            return null;
        var consent = privacy.For(e).Privacy.Consent;
        if (e.Request.HasOptedOut && consent.Signals is OptOutSignals.Withhold)
            return new(DropReason.ConsentWithheld, "The request asks not to be tracked (DNT or Sec-GPC), and the project honours that.");
        var isNameless = e.Request.HasOptedOut && consent.Signals is OptOutSignals.Cookieless;
        if (!asked && !isNameless)
            return null;
        if (e.Name is EventNames.Identify or EventNames.Alias)
            return isNameless
                ? new(DropReason.ConsentWithheld, "The request asks not to be tracked (DNT or Sec-GPC): nobody is identified.")
                : new(
                    DropReason.InvalidDistinctId,
                    "A cookieless id lasts a day and cannot be identified; send a distinct_id of your own."
                );
        if (asked && !isNameless && !consent.CookielessIds)
            return new(
                DropReason.InvalidDistinctId,
                "The project takes no cookieless ids; switch them on under Settings, Data and privacy."
            );
        if (e.Request.Address is not { } address)
            return new(DropReason.InvalidDistinctId, "A cookieless id is made of the sender's address, and this event came without one.");
        if (isNameless)
            Strip(e);
        e.DistinctId = Id(e, address);
        return null;
    }

    private string Id(IncomingEvent e, IPAddress address)
    {
        var host =
            PageStep.Parse(e.Properties.Known(KnownProperty.Url) ?? e.Properties.Known(KnownProperty.CurrentUrl))?.Host
            ?? e.Properties.Known(KnownProperty.Host);
        return _visitors.Id(e.Request.Project, address, e.Request.UserAgent, host, e.Timestamp);
    }

    /// <summary>Whatever could tell who it is, or link this day to another.</summary>
    private static void Strip(IncomingEvent e)
    {
        (e.SessionId, e.Groups, e.Set, e.SetOnce) = ("", [], default, default);
        e.PropertiesObject = WithoutProperties.Run(e.PropertiesObject, _ids);
    }
}
