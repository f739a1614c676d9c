using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Identity;

/// <summary>The one way from events to persons. Every question that counts people takes its person expression from here, so that no two reports
/// can disagree.</summary>
/// <remarks>Rows carry the person known when they were written, and a job rewrites the rows of merged persons. Until it has, the moves it has still to
/// do are laid over the column: one hash look-up a row, and only while there are any.</remarks>
public sealed class PersonResolution(Identities identities)
{
    /// <summary>The person of a row of <c>events</c>, as an expression of type UInt64: the bare column while no merge waits to be rewritten.</summary>
    public Sql PersonOfEvent(ProjectId project)
    {
        var state = Require(project);
        Sql person = $"person_id";
        if (state.HasSplits)
        {
            Sql splits = $"(SELECT (groupArray(distinct_id), groupArray(person_id)) FROM person_splits FINAL WHERE project_id = {project})";
            person = $"transform(distinct_id, tupleElement({splits}, 1), tupleElement({splits}, 2), {person})";
        }

        // Moves last: whom an undo set free may have been joined to somebody else since.
        if (!state.HasMoves)
            return person;
        Sql moves =
            $"(SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = {project} AND version > {state.RewrittenUpTo})";
        return $"transform({person}, tupleElement({moves}, 1), tupleElement({moves}, 2), {person})";
    }

    /// <summary>The person behind a distinct id's own id (column <c>own_id</c> of <c>person_properties</c>), as an expression of type UInt64.</summary>
    public Sql PersonOfOwnId(ProjectId project)
    {
        if (Require(project).Version == 0)
            return $"own_id";
        Sql moves = $"(SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = {project})";
        return $"transform(own_id, tupleElement({moves}, 1), tupleElement({moves}, 2), own_id)";
    }

    /// <summary>The person of a distinct id now.</summary>
    public PersonId PersonOf(ProjectId project, string distinctId) => Require(project).Map.PersonOf(distinctId);

    /// <summary>Whom a person's id stands for now: itself, unless that person was merged into another.</summary>
    public PersonId PersonNow(ProjectId project, PersonId person) => Require(project).Map.Resolve(person);

    /// <exception cref="ClickHouseUnavailableException">The server has just started and does not know yet who is who.</exception>
    private ProjectIdentities Require(ProjectId project) =>
        identities.IsLoaded
            ? identities.Of(project)
            : throw new ClickHouseUnavailableException("Identities are still being read; try again in a moment.");
}
