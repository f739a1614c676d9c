using Cairn.Events;
using Cairn.Query.Filters;

namespace Cairn.Query.Cohorts;

/// <summary>Who belongs: true or false for every person, judged at the moment of asking. Meanings: <c>docs/semantics/cohorts.md</c>.</summary>
public abstract record CohortRule
{
    /// <summary>All of them; true when empty.</summary>
    public sealed record And(IReadOnlyList<CohortRule> Parts) : CohortRule;

    /// <summary>Any of them; false when empty.</summary>
    public sealed record Or(IReadOnlyList<CohortRule> Parts) : CohortRule;

    /// <summary>The opposite.</summary>
    public sealed record Not(CohortRule Part) : CohortRule;

    /// <summary>A property of the person as it is now.</summary>
    public sealed record Property(Filter.Compare Condition) : CohortRule;

    /// <summary>So many matching events in the range.</summary>
    /// <param name="AtLeast">0 only together with <paramref name="AtMost"/>.</param>
    /// <param name="AtMost">Null: any number.</param>
    public sealed record Did(Selector Selector, TimeRange Range, int AtLeast, int? AtMost) : CohortRule;

    /// <summary>The person's first matching event ever lies in the range.</summary>
    public sealed record FirstDid(Selector Selector, TimeRange Range) : CohortRule;

    /// <summary>A matching event in the range, and another one of the second kind at the same instant or up to <paramref name="Window"/> later.</summary>
    public sealed record DidThen(Selector First, Selector Then, TimeSpan Window, TimeRange Range) : CohortRule;

    /// <summary>In another cohort, or not in it.</summary>
    public sealed record InCohort(Cohort Cohort, bool IsIn) : CohortRule;

    /// <summary>One of whose distinct ids stands in a list.</summary>
    public sealed record Listed(Guid ListId) : CohortRule;

    /// <summary>How many conditions it comes to, those of other cohorts included.</summary>
    public int Conditions =>
        this switch
        {
            And and => and.Parts.Sum(p => p.Conditions),
            Or or => or.Parts.Sum(p => p.Conditions),
            Not not => not.Part.Conditions,
            InCohort other => other.Cohort.Rule.Conditions,
            _ => 1,
        };
}

/// <summary>A cohort as it is now, its rule with every range in instants.</summary>
/// <param name="Key">Names it in filters; unique in its project.</param>
public sealed record Cohort(Guid Id, string Key, string Name, CohortRule Rule);

/// <summary>A cohort as it is kept.</summary>
/// <param name="Definition">JSON as <see cref="CohortReader"/> reads it.</param>
/// <param name="ListId">Where the distinct ids of a static cohort stand.</param>
public sealed record StoredCohort(Guid Id, string Key, string Name, System.Text.Json.JsonElement Definition, Guid ListId);

/// <summary>The cohorts of a project as they are kept now, from memory. Registered by whoever keeps them.</summary>
public delegate IReadOnlyList<StoredCohort> FindCohorts(ProjectId project);
