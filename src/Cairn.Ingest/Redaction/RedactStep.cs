using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Redaction;

/// <summary>The last word on what an event may hold. After it nothing is added: spool, store, dead letters and live feed see what it lets through. Event names and the names of
/// group types are never changed.</summary>
internal sealed class RedactStep(PrivacyOf privacy)
{
    /// <summary>How vendors name ids of persons.</summary>
    private static readonly HashSet<string> _ids =
    [
        "$distinct_id",
        "$identified_id",
        "alias",
        "userId",
        "user_id",
        "anonymousId",
        "previousId",
        "device_id",
        "deviceId",
        "client_id",
    ];

    public Rejection? Redact(IncomingEvent e)
    {
        var redactor = privacy.For(e).Redactor;
        var found = new List<Redaction>(0);
        e.PropertiesObject = RedactObject.Run(e.PropertiesObject, redactor, PropertyScope.Event, "", e.Name == EventNames.Alias, found);
        if (!e.Set.IsEmpty)
            e.Set = OrNone(RedactObject.Run(e.Set, redactor, PropertyScope.Person, "set.", isAlias: false, found));
        if (!e.SetOnce.IsEmpty)
            e.SetOnce = OrNone(RedactObject.Run(e.SetOnce, redactor, PropertyScope.Person, "set_once.", isAlias: false, found));
        if (redactor.Id(e.SessionId, out var inSession) is { } session)
        {
            var action = redactor[inSession] is RedactionAction.Drop ? RedactionAction.Drop : RedactionAction.Hash;
            e.SessionId = action is RedactionAction.Drop ? "" : session;
            found.Add(new Redaction("session_id", inSession, action));
        }

        if (redactor.TreatsDistinctIds && redactor.Id(e.DistinctId, out var inId) is { } id)
        {
            e.DistinctId = id;
            found.Add(new Redaction("distinct_id", inId, RedactionAction.Hash));
        }

        if (e.Groups.Count > 0)
            e.Groups = [.. e.Groups.Select(g => Group(g, redactor, found)).OfType<GroupRef>()];
        if (found.Count > 0)
            e.Redactions = found;
        return null;
    }

    /// <summary>A text that is kept beside events.</summary>
    public string Text(ProjectId project, string text)
    {
        var redactor = privacy.For(project).Redactor;
        return redactor.Suspicion.Of(text) && redactor.Redact(text, Hint.None) is { } redacted ? redacted.Text : text;
    }

    /// <summary>A value of a request in any protocol, judged by its name and by what it holds.</summary>
    /// <param name="name">Empty for a text that is itself a name.</param>
    /// <returns>Null: it goes altogether.</returns>
    public string? Value(ProjectId project, string name, string text)
    {
        var redactor = privacy.For(project).Redactor;
        var rule = redactor.Names.Of(PropertyScope.Event, name);
        if (text.Length == 0 || rule.IsAllowed)
            return text;
        if (rule.Denied is { } action)
            return Whole(redactor, Detector.Denied, action, text);
        if (rule.IsId || _ids.Contains(name))
            return redactor.TreatsDistinctIds ? redactor.Id(text, out _) ?? text : text;
        if (rule.IsSecret)
            return Whole(redactor, Detector.Secret, redactor[Detector.Secret], text);
        return !redactor.Suspicion.Of(text) || redactor.Redact(text, rule.Hint) is not { } redacted ? text
            : redacted.IsWhole ? null
            : redacted.Text;
    }

    private static string? Whole(Redactor redactor, Detector detector, RedactionAction action, string text) =>
        Replacement.IsOne(text) ? text
        : action is RedactionAction.Drop ? null
        : redactor.Instead(detector, text, action);

    /// <returns>Null: the event no longer belongs to it.</returns>
    private static GroupRef? Group(GroupRef group, Redactor redactor, List<Redaction> found)
    {
        var rule = redactor.Names.Of(PropertyScope.Group, group.Type);
        var (hash, detector, action) = (default(string), Detector.Denied, rule.Denied ?? RedactionAction.Off);
        if (rule.Denied is not null)
            hash = Replacement.IsOne(group.Key) ? null : redactor.Hash(Detector.Denied, group.Key);
        else if (!rule.IsAllowed && (hash = redactor.Id(group.Key, out detector)) is not null)
            action = redactor[detector];
        if (hash is null)
            return group;
        found.Add(new Redaction("groups." + group.Type, detector, action is RedactionAction.Drop ? action : RedactionAction.Hash));
        return action is RedactionAction.Drop ? null : group with { Key = hash };
    }

    private static ReadOnlyMemory<byte> OrNone(ReadOnlyMemory<byte> json) => json.Length <= 2 ? default : json;
}
