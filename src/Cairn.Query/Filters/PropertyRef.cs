using Cairn.Query.Cohorts;

namespace Cairn.Query.Filters;

/// <summary>A property of something.</summary>
/// <param name="GroupType">For <see cref="PropertyScope.Group"/>: the type, e.g. company. Else empty.</param>
/// <param name="Cohort">For <see cref="PropertyScope.Cohort"/>: which, as it is now. Else null.</param>
public sealed record PropertyRef(PropertyScope Scope, string Name, string GroupType = "", Cohort? Cohort = null);

/// <summary>Whose property.</summary>
public enum PropertyScope
{
    /// <summary>Of the event, as sent with it.</summary>
    Event,

    /// <summary>Of the event's person, as it is now.</summary>
    Person,

    /// <summary>Of the session the event is in, over the question's range.</summary>
    Session,

    /// <summary>Of the group the event is attributed to, as it is now.</summary>
    Group,

    /// <summary>Whether the event's person is in a cohort: the texts "in" and "not in".</summary>
    Cohort,
}
