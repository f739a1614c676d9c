namespace Cairn.Workspace.Access;

/// <summary>A session as kept in memory, for checks.</summary>
/// <param name="SeenAt">When the workspace was loaded; newer uses are with <see cref="Sessions.NoteSessionUse"/>.</param>
/// <param name="IsByPasskey">Begun with a passkey, which is both factors in one.</param>
public sealed record KnownSession(Guid Id, Guid AccountId, string Stamp, DateTimeOffset MadeAt, DateTimeOffset SeenAt, bool IsByPasskey);
