namespace Cairn.Client;

/// <content>Events that have a meaning to Cairn.</content>
public sealed partial class CairnClient
{
    /// <summary>One call of a language model: <c>$ai_generation</c>.</summary>
    /// <inheritdoc cref="TrackAsync(CairnEvent)" path="/returns"/>
    public ValueTask<bool> TrackAIRequestAsync(AIRequest request) => new(Take(request?.ToEvent()));

    /// <summary>What somebody thought of a model's answer: <c>$ai_feedback</c>.</summary>
    /// <inheritdoc cref="TrackAsync(CairnEvent)" path="/returns"/>
    public ValueTask<bool> TrackAIFeedbackAsync(AIFeedback feedback) => new(Take(feedback?.ToEvent()));

    /// <summary>Somebody used a feature: <c>feature_used</c> with the property <c>feature</c>.</summary>
    /// <param name="feature">Its name: <c>csv_export</c>.</param>
    /// <inheritdoc cref="TrackAsync(string, string, object)"/>
    public ValueTask<bool> TrackFeatureAsync(string feature, string distinctId, object? properties = null) =>
        new(Take(new CairnEvent("feature_used", distinctId) { Properties = properties, Own = [("feature", feature)] }));

    /// <summary>Somebody saw a page: <c>$pageview</c>.</summary>
    /// <param name="url">The whole address; Cairn reads host, path and campaign from it.</param>
    /// <param name="referrer">The page that led here.</param>
    /// <param name="title">The page's title.</param>
    /// <inheritdoc cref="TrackAsync(string, string, object)"/>
    public ValueTask<bool> TrackPageViewAsync(
        string distinctId,
        string url,
        string? referrer = null,
        string? title = null,
        object? properties = null
    ) =>
        new(
            Take(
                new CairnEvent("$pageview", distinctId)
                {
                    Properties = properties,
                    Own = [("url", url), ("referrer", referrer), ("title", title)],
                }
            )
        );

    /// <summary>Says who somebody is: <c>$identify</c>. From then on <paramref name="anonymousId"/> and <paramref name="distinctId"/> count as one person, in events
    /// sent before too. Two identified ids are never merged this way.</summary>
    /// <param name="distinctId">The id the program knows them by.</param>
    /// <param name="anonymousId">The id they had before; null: only properties are set.</param>
    /// <param name="set">Properties of the person, set to these values.</param>
    /// <param name="setOnce">Properties of the person, set where they have no value yet.</param>
    /// <inheritdoc cref="TrackAsync(CairnEvent)" path="/returns"/>
    public ValueTask<bool> IdentifyAsync(string distinctId, string? anonymousId = null, object? set = null, object? setOnce = null) =>
        new(
            Take(
                new CairnEvent("$identify", distinctId)
                {
                    Set = set,
                    SetOnce = setOnce,
                    Own = [("$anon_distinct_id", anonymousId)],
                }
            )
        );

    /// <summary>Two ids are one person, whatever they were before: <c>$alias</c>.</summary>
    /// <param name="distinctId">The id that stays.</param>
    /// <param name="alias">The other one.</param>
    /// <inheritdoc cref="TrackAsync(CairnEvent)" path="/returns"/>
    public ValueTask<bool> AliasAsync(string distinctId, string alias) =>
        new(Take(new CairnEvent("$alias", distinctId) { Own = [("alias", alias)] }));

    /// <summary>Says what a group is: <c>$group</c>. Events are attributed to it by <see cref="CairnEvent.Groups"/>.</summary>
    /// <param name="type"><c>company</c>.</param>
    /// <param name="key"><c>acme</c>.</param>
    /// <param name="set">Properties of the group.</param>
    /// <param name="distinctId">Who said so; null: an id made of type and key, as PostHog's server libraries do.</param>
    /// <inheritdoc cref="TrackAsync(CairnEvent)" path="/returns"/>
    public ValueTask<bool> GroupAsync(string type, string key, object? set = null, string? distinctId = null) =>
        new(
            Take(
                new CairnEvent("$group", distinctId ?? $"${type}_{key}")
                {
                    Own = [("$group_type", type), ("$group_key", key), ("$group_set", set)],
                }
            )
        );

    /// <summary>Sets properties of a person: <c>$set</c>.</summary>
    /// <param name="distinctId">Whose.</param>
    /// <param name="set">Set to these values.</param>
    /// <param name="setOnce">Set where they have no value yet.</param>
    /// <inheritdoc cref="TrackAsync(CairnEvent)" path="/returns"/>
    public ValueTask<bool> SetAsync(string distinctId, object? set, object? setOnce = null) =>
        new(Take(new CairnEvent("$set", distinctId) { Set = set, SetOnce = setOnce }));
}
