using Cairn.Events;

namespace Cairn.Store.Identity;

/// <summary>Who is who in one project: a union-find over own ids. Only ids that were ever merged or identified are held (about 100 bytes each).
/// Written by one thread, read by many; both take the lock.</summary>
public sealed class PersonMap(ProjectId project)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, ulong> _personOf = [];
    private readonly Dictionary<ulong, List<ulong>> _members = [];
    private readonly HashSet<ulong> _identified = [];

    /// <summary>Ids that lead to another id.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _personOf.Count;
        }
    }

    /// <summary>The person an own id leads to now; itself when it was never merged.</summary>
    public PersonId Resolve(PersonId own)
    {
        lock (_lock)
            return new PersonId(_personOf.GetValueOrDefault(own.Value, own.Value));
    }

    /// <summary>The person of a distinct id.</summary>
    public PersonId PersonOf(string distinctId) => Resolve(PersonId.Of(project, distinctId));

    /// <summary>Where every id that is not its own person leads.</summary>
    public Dictionary<ulong, ulong> Snapshot()
    {
        lock (_lock)
            return new Dictionary<ulong, ulong>(_personOf);
    }

    /// <summary>Takes out everything about these own ids.</summary>
    public void Forget(IReadOnlySet<ulong> owns)
    {
        lock (_lock)
        {
            foreach (var own in owns)
            {
                if (_personOf.Remove(own, out var person) && _members.TryGetValue(person, out var members))
                    members.Remove(own);
                if (_members.Remove(own, out var led))
                    foreach (var member in led)
                        _personOf.Remove(member);
                _identified.Remove(own);
            }
        }
    }

    /// <summary>What would come of a wish, without doing it.</summary>
    public IdentityOutcome Judge(IdentityRequest request)
    {
        lock (_lock)
            return JudgeCore(request);
    }

    /// <summary>Carries a wish out and returns what came of it and which own ids lead elsewhere now.</summary>
    public (IdentityOutcome Outcome, IReadOnlyList<ulong> Moved) Apply(IdentityRequest request)
    {
        lock (_lock)
        {
            var outcome = JudgeCore(request);
            var into = Find(request.Into);
            switch (outcome)
            {
                case IdentityOutcome.Identified:
                    _identified.Add(into);
                    return (outcome, []);
                case IdentityOutcome.AlreadyOne:
                    if (!_identified.Add(into))
                        return (outcome, []);
                    return (IdentityOutcome.Identified, []);
                case IdentityOutcome.Merged:
                    return (outcome, Join(Find(request.From), into));
                default:
                    return (outcome, []);
            }
        }
    }

    private IdentityOutcome JudgeCore(IdentityRequest request)
    {
        if (request.From.Length == 0)
            return PlaceholderIds.Contains(request.Into) ? IdentityOutcome.RefusedPlaceholder
                : _identified.Contains(Find(request.Into)) ? IdentityOutcome.AlreadyOne
                : IdentityOutcome.Identified;
        if (PlaceholderIds.Contains(request.From) || PlaceholderIds.Contains(request.Into))
            return IdentityOutcome.RefusedPlaceholder;
        var from = Find(request.From);
        if (from == Find(request.Into))
            return IdentityOutcome.AlreadyOne;
        // A device that somebody else signed in on: the earlier person stays who it was.
        return request.Kind == IdentityKind.Identify && _identified.Contains(from)
            ? IdentityOutcome.RefusedIdentified
            : IdentityOutcome.Merged;
    }

    private ulong Find(string distinctId)
    {
        var own = PersonId.Of(project, distinctId).Value;
        return _personOf.GetValueOrDefault(own, own);
    }

    /// <summary>Everybody of <paramref name="from"/> leads to <paramref name="into"/> now. The map stays flat, so resolving is one look-up.</summary>
    private List<ulong> Join(ulong from, ulong into)
    {
        List<ulong> moved = [from];
        if (_members.Remove(from, out var members))
            moved.AddRange(members);
        foreach (var own in moved)
            _personOf[own] = into;
        if (!_members.TryGetValue(into, out var joined))
            _members[into] = joined = [];
        joined.AddRange(moved);
        _identified.Remove(from);
        _identified.Add(into);
        return moved;
    }
}
