using System.Runtime.CompilerServices;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>From a distinct id that somebody types or sends to the ids under which events that came with it are stored. Search, profiles, event lists, erasures, access requests,
/// tokens for single persons, merges by hand and cohort lists all ask here, so that none finds less than another.</summary>
public sealed class StoredIds
{
    private static readonly ConditionalWeakTable<ProjectPrivacy, StoredIds> _known = [];
    private readonly Redactor _now;

    /// <summary>One per detector, that one alone switched on. The project's key never changes, so together they tell the hash under any policy that the project has or had.</summary>
    private readonly Redactor[] _alone;

    private StoredIds(ProjectPrivacy privacy)
    {
        _now = new Redactor(privacy);
        _alone = [.. Enum.GetValues<Detector>().Where(d => d != Detector.Denied).Select(d => new Redactor(Alone(privacy, d)))];
    }

    public static StoredIds Under(ProjectPrivacy privacy) => _known.GetValue(privacy, static p => new StoredIds(p));

    /// <summary>The id as it is, for what was stored without a policy on distinct ids, and its keyed hash (as a rule none or one; several where detectors take it for different
    /// things) for what was stored under one, the present included. A hash stands for itself.</summary>
    public IReadOnlyList<string> Of(string distinctId) =>
        [distinctId, .. _alone.Append(_now).Select(r => r.Id(distinctId, out _)).OfType<string>().Distinct()];

    /// <summary>The id under which an event would be stored that came with this one now.</summary>
    public string Now(string distinctId) => _now.TreatsDistinctIds && _now.Id(distinctId, out _) is { } hash ? hash : distinctId;

    private static ProjectPrivacy Alone(ProjectPrivacy privacy, Detector detector) =>
        privacy with
        {
            Redaction = new RedactionPolicy(
                new Dictionary<Detector, RedactionAction> { [detector] = RedactionAction.Hash },
                DistinctIds: true,
                [],
                []
            ),
        };
}
