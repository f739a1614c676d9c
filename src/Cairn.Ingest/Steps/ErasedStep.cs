using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Redaction;

namespace Cairn.Ingest.Steps;

/// <summary>Was this person (a distinct id's own) erased with the wish that nothing of theirs is taken again? From memory; false for nearly everybody.</summary>
public delegate bool IsErased(ProjectId project, PersonId own);

/// <summary>Refuses events of persons who were erased for good, and those that would join such an id to somebody.</summary>
internal sealed class ErasedStep(IsErased? isErased, FindPrivacy findPrivacy)
{
    private static readonly Rejection _erased = new(
        DropReason.ErasedPerson,
        "This person was erased, and the project takes nothing more of them. Stop sending for this distinct_id."
    );

    public Rejection? Refuse(IncomingEvent e)
    {
        if (isErased is null)
            return null;
        if (IsErased(e, e.DistinctId))
            return _erased;
        var other = e.Name switch
        {
            EventNames.Identify => "$anon_distinct_id",
            EventNames.Alias => "alias",
            _ => null,
        };
        return
            other is not null
            && e.Json.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(other, out var id)
            && id.ValueKind == JsonValueKind.String
            && FieldSteps.Text(id) is { } text
            && IsErased(e, text)
            ? _erased
            : null;
    }

    /// <summary>As sent, and as it would be stored: whoever was erased may be known by the hash alone.</summary>
    private bool IsErased(IncomingEvent e, string distinctId)
    {
        var project = e.Request.Project;
        if (isErased!(project, PersonId.Of(project, distinctId)))
            return true;
        var privacy = e.Request.Privacy ?? findPrivacy(project);
        return privacy.Redaction.DistinctIds && isErased(project, PersonId.Of(project, StoredIds.Under(privacy).Now(distinctId)));
    }
}
