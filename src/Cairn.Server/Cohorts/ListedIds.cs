using Cairn.Events;
using Cairn.Ingest.Redaction;
using Cairn.Store.Identity;

namespace Cairn.Server.Cohorts;

/// <summary>From the ids of an upload to those that a list keeps: as events would be stored now, so that a list is no way around the project's redaction, and as events of theirs are stored
/// already.</summary>
internal sealed class ListedIds(FindPrivacy findPrivacy, KnownIds known)
{
    public async Task<IReadOnlyCollection<string>> ToAddAsync(
        ProjectId project,
        IReadOnlyCollection<string> sent,
        CancellationToken cancellationToken
    )
    {
        var forms = StoredIds.Under(findPrivacy(project));
        var listed = sent.Select(forms.Now).ToHashSet();
        var others = sent.SelectMany(id => forms.Of(id)).Where(form => !listed.Contains(form)).ToHashSet();
        listed.UnionWith(await known.AmongAsync(project, others, cancellationToken));
        return listed;
    }

    /// <summary>Every form: whichever of them was listed goes.</summary>
    public Task<IReadOnlyCollection<string>> ToRemoveAsync(
        ProjectId project,
        IReadOnlyCollection<string> sent,
        CancellationToken cancellationToken
    )
    {
        var forms = StoredIds.Under(findPrivacy(project));
        return Task.FromResult<IReadOnlyCollection<string>>(sent.SelectMany(id => forms.Of(id)).ToHashSet());
    }
}
