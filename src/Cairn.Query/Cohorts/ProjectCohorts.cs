using Cairn.Events;
using Cairn.Query.Spec;

namespace Cairn.Query.Cohorts;

/// <summary>The cohorts that one question may name, read when it names them. One moment for all: what "the last 30 days" means is the same in every
/// filter of a question. Not for several threads at once.</summary>
public sealed class ProjectCohorts(ProjectContext project, DateTimeOffset now, IReadOnlyList<StoredCohort> stored)
{
    /// <summary>Conditions that one cohort may come to, those of the cohorts it names included: each may read the events once.</summary>
    public const int MostConditions = 100;

    private readonly Dictionary<Guid, Cohort> _read = [];
    private readonly List<StoredCohort> _path = [];

    public ProjectContext Project => project;

    public DateTimeOffset Now => now;

    /// <summary>All of them as JSON.</summary>
    public IEnumerable<string> Definitions => stored.Select(c => c.Definition.GetRawText());

    /// <summary>The cohort that a text names by key or id; null with the fault reported when there is none or it cannot be evaluated.</summary>
    public Cohort? Find(SpecNode node)
    {
        if (project.IsOfOnePerson)
        {
            // Before anything is looked up: which cohorts there are is nobody's own either.
            node.Fault(ProblemCodes.SelfOnly, "Cohorts are about others too. Filter by your own events and properties.");
            return null;
        }

        var text = node.Text(1, 200);
        if (text.Length == 0)
            return null;
        var id = Guid.TryParse(text, out var guid) ? guid : Guid.Empty;
        if (stored.FirstOrDefault(c => c.Key == text || c.Id == id) is not { } found)
        {
            node.Fault(
                "unknown_cohort",
                $"There is no cohort \"{SpecNode.Shorten(text)}\" in this project.{DidYouMean.Hint(text, stored.Select(c => c.Key))}"
            );
            return null;
        }

        if (_path.Contains(found))
        {
            var circle = _path.SkipWhile(c => c != found).Append(found).Select(c => c.Key);
            node.Fault("cohort_cycle", $"A cohort cannot be defined by itself: {string.Join(" → ", circle)}.");
            return null;
        }

        if (_read.TryGetValue(found.Id, out var known))
            return known;
        var errors = new SpecErrors { Cohorts = this };
        var cohort = Read(found, new SpecNode(found.Definition, "", errors), isNew: false).Cohort;
        if (!errors.Any)
            return _read[found.Id] = cohort;
        var (code, message) = (errors.Items[0].Code, errors.Items[0].Message);
        if (code == "cohort_cycle")
            node.Fault(code, message);
        else
            node.Fault("invalid_cohort", $"The cohort \"{found.Key}\" cannot be evaluated any more: {message}");
        return null;
    }

    /// <summary>Reads a definition before it is kept. Stands in for what is kept under the same id, so that circles are found.</summary>
    /// <param name="definition">Its errors carry cohorts made by <see cref="With"/>.</param>
    public CohortReading Read(StoredCohort cohort, SpecNode definition, bool isNew)
    {
        _path.Add(cohort);
        var reader = new CohortReader(this, cohort, isNew);
        var rule = reader.Read(definition);
        if (rule.Conditions > MostConditions)
            definition.Fault(
                "too_many",
                $"With the cohorts it names this comes to {rule.Conditions} conditions; {MostConditions} is the limit."
            );
        _path.RemoveAt(_path.Count - 1);
        return new CohortReading(new Cohort(cohort.Id, cohort.Key, cohort.Name, rule), reader.Filters);
    }

    /// <summary>The same cohorts with one of them new or changed.</summary>
    public ProjectCohorts With(StoredCohort cohort) => new(project, now, [.. stored.Where(c => c.Id != cohort.Id), cohort]);
}

/// <summary>What was read, harmless where it has faults.</summary>
/// <param name="Filters">Every filter inside with its place.</param>
public sealed record CohortReading(Cohort Cohort, IReadOnlyList<(Filters.Filter Filter, string Pointer)> Filters);
