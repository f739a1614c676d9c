using Cairn.Events;
using Cairn.Query.Cohorts;

namespace Cairn.Query.Spec;

/// <summary>Every fault found in one question, in the order found. A question with any fault is not run.</summary>
public sealed class SpecErrors
{
    /// <summary>Faults beyond this many are not kept: nobody reads them, and the input is a stranger's.</summary>
    public const int Most = 50;

    private readonly List<InputError> _items = [];

    /// <summary>What the question may name besides events and properties; null where no cohort can be asked about.</summary>
    public ProjectCohorts? Cohorts { get; init; }

    /// <summary>Whether the caller may ask about one person only, so that whatever looks at others is refused (<see cref="ProblemCodes.SelfOnly"/>).</summary>
    public bool IsOfOnePerson => Cohorts?.Project.IsOfOnePerson == true;

    public IReadOnlyList<InputError> Items => _items;

    public bool Any => _items.Count > 0;

    /// <summary>All faults, kept or not.</summary>
    public int Count { get; private set; }

    public void Add(string pointer, string code, string message)
    {
        Count++;
        if (_items.Count < Most)
            _items.Add(new InputError(pointer, code, message));
    }
}
