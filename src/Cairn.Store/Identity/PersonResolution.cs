using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Identity;

/// <summary>The one way from events to persons. Every question that counts people takes its person expression from here, so that no two reports
/// can disagree.</summary>
public sealed class PersonResolution
{
    /// <summary>The person of a row of <c>events</c>, as an expression of type UInt64: the bare column while no merge waits to be rewritten.</summary>
    public Sql PersonOfEvent(ProjectId project) => $"person_id";

    /// <summary>The person behind a distinct id's own id (column <c>own_id</c> of <c>person_properties</c>), as an expression of type UInt64.</summary>
    public Sql PersonOfOwnId(ProjectId project) => $"own_id";
}
