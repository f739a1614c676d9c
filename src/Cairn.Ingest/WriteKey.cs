using Cairn.Events;

namespace Cairn.Ingest;

/// <summary>A public key that may send events to one project.</summary>
/// <param name="EventsPerSecond">The key's own limit; null: none. One second's worth may come at once.</param>
public sealed record WriteKey(string Key, ProjectId Project, double? EventsPerSecond);

/// <summary>Finds a write key; null when there is none such. Called on every request, so it answers from memory whenever it can.</summary>
public delegate ValueTask<WriteKey?> FindWriteKey(string key, CancellationToken cancellationToken);
