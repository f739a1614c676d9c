using Cairn.Events;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Wire;

/// <summary>May this request send with this key? Checks that need no body: about 50 ns for a key with three origins, next to nothing for one without.</summary>
internal static class CheckKey
{
    /// <returns>Null: it may.</returns>
    public static Problem? Run(WriteKey? key, HttpRequest request, bool isHeader, DateTimeOffset now)
    {
        if (key is null)
            return IngestProblems.UnknownKey;
        if (key.IsSecret && !isHeader)
            return IngestProblems.SecretInTheOpen;
        if (key.ExpiresAt is { } end && end <= now)
            return IngestProblems.Expired(end);
        if (key.IsArchived)
            return IngestProblems.Archived;
        if (key.Origins is { } origins && !origins.Allows(request.Headers.Origin.ToString()))
            return IngestProblems.ForeignOrigin(request.Headers.Origin.Count > 0);
        return null;
    }
}
