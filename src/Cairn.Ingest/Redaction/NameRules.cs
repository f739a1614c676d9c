using System.Collections.Concurrent;
using System.IO.Enumeration;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>What a property's name alone decides.</summary>
/// <param name="Denied">The action of the deny list; null: it does not stand there.</param>
/// <param name="IsId">It carries a distinct id, which only the policy on distinct ids may change.</param>
internal sealed record NameRule(RedactionAction? Denied, bool IsAllowed, bool IsSecret, bool IsId, Hint Hint);

/// <summary>The rules by name, remembered: names repeat, so a look-up (about 25 ns) is the usual cost. At most <see cref="MostNames"/> are kept.</summary>
internal sealed class NameRules(RedactionPolicy policy)
{
    private const int MostNames = 4096;
    private readonly bool _isSecretOn = policy[Detector.Secret] != RedactionAction.Off;
    private readonly ConcurrentDictionary<string, NameRule>[] _known = [new(), new(), new(), new()];

    /// <summary>Whether nested names need their whole path.</summary>
    public bool HasLists { get; } = policy.Deny.Count + policy.Allow.Count > 0;

    /// <param name="path">The name, or the dotted path of a nested one when there are lists.</param>
    public NameRule Of(PropertyScope scope, ReadOnlySpan<char> path)
    {
        var known = _known[(int)scope];
        if (known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out var rule))
            return rule;
        rule = Decide(scope, path.ToString());
        if (known.Count < MostNames)
            known.TryAdd(path.ToString(), rule);
        return rule;
    }

    private NameRule Decide(PropertyScope scope, string path)
    {
        var name = path.AsSpan(path.LastIndexOf('.') + 1);
        return new NameRule(
            policy.Deny.FirstOrDefault(r => Matches(r, scope, path))?.Action,
            policy.Allow.Any(r => Matches(r, scope, path)),
            _isSecretOn && scope is not PropertyScope.Group && (SecretWords.IsName(name) || SecretWords.IsName(path)),
            scope is PropertyScope.Event && path is ("distinct_id" or "$anon_distinct_id" or "$user_id" or "$device_id" or "$anonymous_id"),
            Hints.Of(path)
        );
    }

    private static bool Matches(PropertyRule rule, PropertyScope scope, string path) =>
        (rule.Scope is PropertyScope.Any || rule.Scope == scope)
        && FileSystemName.MatchesSimpleExpression(Escaped(rule.Property), path, ignoreCase: true);

    /// <summary>Only the star is special here.</summary>
    private static string Escaped(string pattern) =>
        pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
}
