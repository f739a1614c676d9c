using Cairn.Events;
using Cairn.Ingest.Redaction;
using Cairn.Store.Identity;

namespace Cairn.Server.People;

/// <summary>From the ids that somebody types to join two persons to those that are joined: each as events carry it, else as they would be stored now. So a merge by hand writes down no address
/// that the project keeps hashed only.</summary>
internal sealed class MergedIds(FindPrivacy findPrivacy, KnownIds known)
{
    public async Task<(string From, string Into)> StoredAsync(
        ProjectId project,
        string from,
        string into,
        CancellationToken cancellationToken
    )
    {
        var forms = StoredIds.Under(findPrivacy(project));
        var (ofFrom, ofInto) = (forms.Of(from), forms.Of(into));
        if (ofFrom.Count + ofInto.Count == 2)
            return (from, into);
        var carried = await known.AmongAsync(project, [.. ofFrom, .. ofInto], cancellationToken);
        return (ofFrom.FirstOrDefault(carried.Contains) ?? forms.Now(from), ofInto.FirstOrDefault(carried.Contains) ?? forms.Now(into));
    }
}
