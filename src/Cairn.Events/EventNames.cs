using System.Collections.Frozen;

namespace Cairn.Events;

/// <summary>The reserved event names of the contract, §2.</summary>
public static class EventNames
{
    public const string PageView = "$pageview";
    public const string PageLeave = "$pageleave";
    public const string Autocapture = "$autocapture";
    public const string Screen = "$screen";
    public const string Identify = "$identify";
    public const string Alias = "$alias";
    public const string Group = "$group";
    public const string Set = "$set";
    public const string Exception = "$exception";
    public const string WebVitals = "$web_vitals";
    public const string Feedback = "$feedback";
    public const string AIGeneration = "$ai_generation";
    public const string AIFeedback = "$ai_feedback";
    public const string Request = "$request";

    /// <summary>How long and how far a page was read, as trackers tell it after the page view: <c>$engaged_ms</c> and <c>$scroll_depth</c> (percent).</summary>
    public const string Engagement = "$engagement";

    /// <summary>Stored and listed, but no behaviour: "any event", strict order, paths, sessions and active-person counts pass over them
    /// unless they are named.</summary>
    public static readonly FrozenSet<string> NoBehaviour = FrozenSet.Create(Identify, Alias, Set, Group, Engagement);

    /// <summary>Does this event count as something a person did?</summary>
    public static bool IsBehaviour(string name) => !NoBehaviour.Contains(name);
}
